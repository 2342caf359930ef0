/** d[k] = d.get(k, 0) + 1 for each item: Counter counts in C. */
import { assignmentOf, methodCall, simpleFor } from '../calls';
import { hasComment, reach, replaceNode } from '../edits';
import { isUsedAfter } from '../locals';
import { tryOnly, type Rule } from '../rule';
import { isUsedIn } from '../scopes';

export const countLoop: Rule = {
  id: 'count-loop',
  title: 'Items counted one by one',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const loop = simpleFor(node);
    const [statement, ...more] = loop?.body ?? [];
    const counted = assignmentOf(statement);
    const made = assignmentOf(node.previous);
    if (loop === null || counted === null || made === null || node.previous === null || more.length > 0 || hasComment(node)) {
      return null;
    }
    const { left, right } = counted;
    const [name, key] = [left.get('value')?.text ?? '', left.get('subscript')?.text ?? ''];
    const get = right.type === 'binary_operator' && right.get('operator')?.text === '+' ? methodCall(right.get('left')) : null;
    const isCount = get?.method === 'get' && get.object.text === name && get.args.map(({ text }) => text).join(',') === `${key},0`;
    const isFresh = made.left.type === 'identifier' && made.left.text === name && /^(?:\{\s*\}|dict\(\))$/.test(made.right.text);
    if (!isCount || !isFresh || right.get('right')?.text !== '1' || loop.target.text !== key || isUsedIn(name, loop.iterable)) {
      return null;
    }
    if (isUsedAfter(key, node) || file.text.slice(node.previous.end, node.start).trim() !== '') {
      return null;
    }
    const { name: counter, edits } = reach(file, 'collections', 'Counter');
    const rewritten = [...edits, { ...replaceNode(made.right, `${counter}(${loop.iterable.text})`), end: node.end }];
    const reason = 'A Counter answers 0 for what is missing, where a dict raises KeyError, and prints otherwise.';
    return { at: node, what: 'each item is looked up twice to be counted', ...tryOnly(rewritten, reason, ['collections']) };
  },
};
