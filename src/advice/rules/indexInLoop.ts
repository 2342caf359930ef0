/** for x in xs: … xs.index(x) searches for the place that enumerate() knows. */
import { methodCall, simpleFor } from '../calls';
import { replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';

export const indexInLoop: Rule = {
  id: 'index-in-loop',
  title: 'The place of each item searched for',
  family: 'algorithms',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const loop = simpleFor(node);
    if (loop === null || loop.target.type !== 'identifier' || loop.iterable.type !== 'identifier' || file.names.bound.has('enumerate')) {
      return null;
    }
    const searches = (node.get('body')?.find('call') ?? []).filter((call) => {
      const method = methodCall(call);
      return method?.method === 'index' && method.object.text === loop.iterable.text && method.args.length === 1 && method.args[0]?.text === loop.target.text;
    });
    const [first] = searches;
    if (first === undefined || file.names.hasStarImport) {
      return null;
    }
    const index = file.names.fresh('index');
    const edits = [
      replaceNode(loop.target, `${index}, ${loop.target.text}`),
      replaceNode(loop.iterable, `enumerate(${loop.iterable.text})`),
      ...searches.map((call) => replaceNode(call, index)),
    ];
    const reason = 'Of equal items each gets its own place instead of that of the first.';
    return { at: first, what: 'the list is searched for the item that the loop just took', ...tryOnly(edits, reason) };
  },
};
