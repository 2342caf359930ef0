/** A loop that only keeps the largest or smallest. */
import { assignmentOf, simpleFor } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { isUsedAfter } from '../locals';
import { tryOnly, type Rule } from '../rule';
import { isUsedIn } from '../scopes';

export const maxLoop: Rule = {
  id: 'max-loop',
  title: 'A loop that only finds the largest or smallest',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const loop = simpleFor(node);
    const [test, ...more] = loop?.body ?? [];
    const condition = test?.type === 'if_statement' && test.get('alternative') === null ? test.get('condition') : null;
    const [inner, ...rest] = test?.get('consequence')?.parts ?? [];
    const kept = assignmentOf(inner);
    const operator = condition?.type === 'comparison_operator' ? condition.children.find(({ isNamed }) => !isNamed)?.text : undefined;
    const [left, right, ...others] = condition?.parts ?? [];
    if (loop === null || kept === null || left === undefined || right === undefined || more.length + rest.length + others.length > 0) {
      return null;
    }
    const [item, best] = [loop.target.text, kept.left.text];
    const isForward = left.text === item && right.text === best;
    const isBackward = left.text === best && right.text === item;
    const isLarger = (isForward && operator === '>') || (isBackward && operator === '<');
    const isSmaller = (isForward && operator === '<') || (isBackward && operator === '>');
    const name = isLarger ? 'max' : 'min';
    const isPlain = kept.right.text === item && kept.left.type === 'identifier' && loop.target.type === 'identifier' && !hasComment(node);
    if (!(isLarger || isSmaller) || !isPlain || isUsedIn(best, loop.iterable) || isUsedAfter(item, node)) {
      return null;
    }
    if (file.names.bound.has(name) || file.names.hasStarImport || !['identifier', 'attribute'].includes(loop.iterable.type)) {
      return null;
    }
    const edits = [replaceNode(node, `${best} = ${name}(${best}, ${name}(${loop.iterable.text}, default=${best}))`)];
    const reason = 'With NaN, or values that compare otherwise than numbers, the result may differ.';
    return { at: node, what: `a loop of bytecode does what ${name}() does in C`, ...tryOnly(edits, reason) };
  },
};
