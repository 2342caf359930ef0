/** A large value that a local name keeps alive long after its last use. */
import { insertAfter } from '../edits';
import { isReadOnly } from '../effects';
import { localOf } from '../locals';
import { applyUnless, type Rule } from '../rule';
import { functionAround, loopAround, statementAround, statementsAfter } from '../scopes';
import type { Syntax } from '../syntax';

/** Statements that must follow, else the function ends soon anyway. */
const FEWEST_AFTER = 1;

export const largeLocal: Rule = {
  id: 'large-local',
  title: 'A large value kept after its last use',
  family: 'memory',
  gain: 'memory',
  weight: 'self',
  on: ['assignment'],
  match(node, { file }) {
    const name = node.get('left');
    const value = node.get('right');
    const local = name?.type === 'identifier' ? localOf(name) : null;
    const owner = local === null ? null : functionAround(node);
    const last = local?.uses.at(-1);
    const made = ['call', 'list_comprehension', 'dictionary_comprehension', 'set_comprehension'];
    if (local === null || owner === null || last === undefined || value === null || !made.includes(value.type) ||
      loopAround(node) !== null) {
      return null;
    }
    const statement = outermostIn(last, owner);
    const after = statement === null ? [] : statementsAfter(statement);
    const works = after.some((each) => each.find('call', 'for_statement', 'list_comprehension').length > 0 && each.type !== 'return_statement');
    if (statement === null || after.length < FEWEST_AFTER || !works || statementAround(node).parent !== owner.get('body')) {
      return null;
    }
    if (owner.find('yield', 'await').length > 0 || /\b(?:locals|vars|eval|exec|dir)\s*\(/.test(owner.text) || statement.type === 'return_statement') {
      return null;
    }
    const edit = insertAfter(file, statement, `del ${local.name}`);
    // A lock, a temporary folder or an open file does something when its last name goes; a comprehension's own list does not.
    const isData = value.type !== 'call' && isReadOnly(value, file);
    const mayShare = aliased(last) || local.uses.some(aliased);
    const reason = !isData
      ? `If ${local.name} is more than data, such as a lock or a temporary folder, it ends here.`
      : mayShare
        ? `If something else still holds ${local.name}, nothing is freed.`
        : null;
    return edit === null ? null : { at: name ?? node, weighed: node, what: `${local.name} stays in memory after its last use`, ...applyUnless(reason, [edit]) };
  },
};

/** The statement of the function's own block that holds a use. */
function outermostIn(use: Syntax, owner: Syntax): Syntax | null {
  let at: Syntax | null = use;
  while (at !== null && at.parent !== owner.get('body')) at = at.parent;
  return at;
}

function aliased(use: Syntax): boolean {
  return use.field === 'right' || ['return_statement', 'list', 'tuple', 'dictionary', 'pair', 'set'].includes(use.parent?.type ?? '');
}
