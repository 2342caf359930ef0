/** A list with a name, which is only walked through once: a chain of such lists holds every stage in memory. */
import { asGeneratorArgument, replaceBrackets } from '../calls';
import { dependsOnFrame, isReadOnly } from '../effects';
import { localOf } from '../locals';
import { loopAround, statementAround } from '../scopes';
import { applyUnless, type Rule } from '../rule';
import type { SourceFile } from '../sourceFile';
import type { Syntax } from '../syntax';

const REDUCERS = ['sum', 'min', 'max', 'any', 'all', 'set', 'frozenset', 'dict', 'enumerate', 'zip', 'map', 'filter', 'sorted', 'list', 'tuple'];

export const listUsedOnce: Rule = {
  id: 'list-used-once',
  title: 'A named list that is walked through once',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['assignment'],
  match(node, { file }) {
    const [name, list] = [node.get('left'), node.get('right')];
    const local = name?.type === 'identifier' && list?.type === 'list_comprehension' ? localOf(name) : null;
    const [use, ...more] = local?.uses ?? [];
    if (list === null || local === null || use === undefined || more.length > 0 || local.value !== list || dependsOnFrame(list)) {
      return null;
    }
    if (!isWalked(use, file) || loopAround(use) !== loopAround(node)) {
      return null;
    }
    const isNext = statementAround(node).next === statementAround(use);
    const body = statementAround(use).type === 'for_statement' ? statementAround(use) : null;
    const isApart = isNext && body === null && isReadOnly(list, file) && isReadOnly(statementAround(use), file);
    const reason = isApart ? null : 'The values are made later and one at a time: nothing in between may change what they are made of.';
    const edits = asGeneratorArgument(list);
    const what = `the list ${local.name} is walked through once and never again`;
    return { at: list, what, ...applyUnless(reason, edits.length > 0 ? edits : replaceBrackets(list, '(', ')')) };
  },
};

/** Whether a use takes the values once, in order, and nothing else. */
function isWalked(use: Syntax, file: SourceFile): boolean {
  const { parent } = use;
  if (parent?.type === 'for_in_clause' && use.field === 'right') {
    const holder = parent.parent;
    // Inner clauses run again for each value of the outer ones.
    return holder?.parts.find(({ type }) => type === 'for_in_clause') === parent && loopAround(holder) === null && !parent.has('async');
  }
  if (parent?.type === 'for_statement') {
    return use.field === 'right' && !parent.has('async');
  }
  const call = parent?.type === 'argument_list' ? parent.parent : null;
  return call?.type === 'call' && file.names.isBuiltin(call.get('function'), ...REDUCERS) && parent?.parts.length === 1;
}
