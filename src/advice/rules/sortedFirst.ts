/** sorted(xs)[0] puts everything in order to take one. */
import { argumentsOf, isPositional } from '../calls';
import { hasComment, removeBetween, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';

export const sortedFirst: Rule = {
  id: 'sorted-first',
  title: 'Everything sorted to take the first or last',
  family: 'algorithms',
  gain: 'either',
  weight: 'self',
  on: ['subscript'],
  match(node, { file }) {
    const call = node.get('value');
    const index = node.get('subscript')?.text;
    const callee = call?.type === 'call' ? call.get('function') : null;
    if (call === null || callee === null || (index !== '0' && index !== '-1') || !file.names.isBuiltin(callee, 'sorted') || hasComment(node)) {
      return null;
    }
    const args = argumentsOf(call);
    const isPlain = args[0] !== undefined && isPositional(args[0]) && args.slice(1).every((each) => each.get('name')?.text === 'key');
    const name = index === '0' ? 'min' : 'max';
    if (!isPlain || node.getAll('subscript').length !== 1 || file.names.bound.has(name) || file.names.hasStarImport) {
      return null;
    }
    const edits = [replaceNode(callee, name), removeBetween(call.end, node.end)];
    const reason =
      index === '0'
        ? 'Without any item it raises ValueError instead of IndexError.'
        : 'Without any item it raises ValueError instead of IndexError, and of equal items it takes the first instead of the last.';
    return { at: node, what: 'everything is put in order to take one', ...tryOnly(edits, reason) };
  },
};
