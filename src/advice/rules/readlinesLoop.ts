/** for line in file.readlines(): holds every line at once. */
import { methodCall, simpleFor } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { applyUnless, type Rule } from '../rule';
import { usesOf } from '../scopes';
import type { Syntax } from '../syntax';

export const readlinesLoop: Rule = {
  id: 'readlines-loop',
  title: 'All lines of a file read before the first is looked at',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['for_statement', 'for_in_clause'],
  match(node) {
    const call = node.type === 'for_statement' ? (simpleFor(node)?.iterable ?? null) : node.has('async') ? null : node.get('right');
    const method = methodCall(call);
    if (call === null || method?.method !== 'readlines' || method.args.length > 0 || method.object.type !== 'identifier' || hasComment(call)) {
      return null;
    }
    const name = method.object.text;
    const holder = node.type === 'for_statement' ? node.get('body') : node.parent;
    const allowed = node.type === 'for_statement' ? 0 : 1;
    const isApart = isOpenedAround(node, name) && holder !== null && usesOf(name, holder).length === allowed;
    const reason = isApart ? null : 'It is not known that this is an open file which nothing else reads, writes or closes meanwhile.';
    const what = 'every line of the file is in memory before the first is looked at';
    return { at: call, what, ...applyUnless(reason, [replaceNode(call, name)]) };
  },
};

/** Whether a `with open(…) as name` is around the place, in the same function. */
function isOpenedAround(node: { within: (...types: string[]) => Syntax | null }, name: string): boolean {
  const statement = node.within('with_statement', 'function_definition', 'lambda');
  if (statement?.type !== 'with_statement') return false;
  const items = statement.find('with_item').filter((item) => item.within('with_statement') === statement);
  const opens = (text: string): boolean => new RegExp(`^(?:\\w+\\.)?open\\s*\\(`).test(text) && new RegExp(`\\bas\\s+${name}$`).test(text);
  return items.some(({ text }) => opens(text.trim())) || isOpenedAround(statement, name);
}
