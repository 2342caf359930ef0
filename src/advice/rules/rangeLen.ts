/** for i in range(len(xs)): … xs[i] counts and indexes where the loop could take the items. */
import { onlyArgument, simpleFor } from '../calls';
import { replaceNode } from '../edits';
import { isUsedAfter } from '../locals';
import { isBinding, usesOf } from '../scopes';
import { tryOnly, type Rule } from '../rule';

export const rangeLen: Rule = {
  id: 'range-len',
  title: 'Items taken by their index',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const loop = simpleFor(node);
    const body = node.get('body');
    const range = loop?.iterable.type === 'call' ? onlyArgument(loop.iterable) : null;
    const sequence = range?.type === 'call' ? onlyArgument(range) : null;
    if (loop === null || body === null || range === null || sequence?.type !== 'identifier' || loop.target.type !== 'identifier') {
      return null;
    }
    const isRange = file.names.isBuiltin(loop.iterable.get('function'), 'range') && file.names.isBuiltin(range.get('function'), 'len');
    const [index, name] = [loop.target.text, sequence.text];
    const items = body.find('subscript').filter(({ text }) => text === `${name}[${index}]`);
    const isWritten = items.some((each) => each.field === 'left' || each.parent?.type === 'delete_statement' || isBinding(each));
    const isOnlyRead = usesOf(name, body).length === items.length && !usesOf(index, body).some((use) => isBinding(use));
    if (!isRange || items.length === 0 || isWritten || !isOnlyRead) {
      return null;
    }
    const item = file.names.fresh('item');
    const isIndexUsed = usesOf(index, body).length > items.length || isUsedAfter(index, node);
    const isShadowed = file.names.bound.has('enumerate') || file.names.hasStarImport;
    if (isShadowed) {
      return null;
    }
    const edits = [
      replaceNode(loop.target, isIndexUsed ? `${index}, ${item}` : item),
      replaceNode(loop.iterable, isIndexUsed ? `enumerate(${name})` : name),
      ...items.map((each) => replaceNode(each, item)),
    ];
    const reason = `It is not known that ${name} is a sequence whose items stay where they are while the loop runs.`;
    return { at: loop.iterable, weighed: node, what: 'each item is looked up by its index', ...tryOnly(edits, reason) };
  },
};
