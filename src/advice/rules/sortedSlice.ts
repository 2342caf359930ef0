/** sorted(xs)[:3] puts everything in order to take a few. */
import { argumentsOf, isPositional } from '../calls';
import { hasComment, reach, replaceNode } from '../edits';
import { apply, type Rule } from '../rule';

/** Beyond this many, sorting everything is measured to be as fast. */
const MOST = 50;

export const sortedSlice: Rule = {
  id: 'sorted-slice',
  title: 'Everything sorted to take a few',
  family: 'algorithms',
  gain: 'either',
  weight: 'self',
  on: ['subscript'],
  match(node, { file }) {
    const call = node.get('value');
    const count = /^:\s*(\d+)$/.exec(node.get('subscript')?.text ?? '')?.[1];
    const isSorted = call?.type === 'call' && file.names.isBuiltin(call.get('function'), 'sorted');
    if (call === null || count === undefined || !isSorted || Number(count) > MOST || Number(count) === 0 || hasComment(node)) {
      return null;
    }
    const [items, ...options] = argumentsOf(call);
    const isReversed = options.some((each) => each.get('name')?.text === 'reverse' && each.get('value')?.type === 'true');
    const keys = options.filter((each) => each.get('name')?.text === 'key');
    if (items === undefined || !isPositional(items) || keys.length + (isReversed ? 1 : 0) !== options.length || node.getAll('subscript').length !== 1) {
      return null;
    }
    const { name, edits } = reach(file, 'heapq', isReversed ? 'nlargest' : 'nsmallest');
    const key = keys[0] === undefined ? '' : `, ${keys[0].text}`;
    const rewritten = [...edits, replaceNode(node, `${name}(${count}, ${items.text}${key})`)];
    return { at: node, what: `everything is put in order to take ${count}`, ...apply(rewritten, ['heapq']) };
  },
};
