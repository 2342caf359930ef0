/** for k in d: … d[k] looks up what items() gives with the key. */
import { simpleFor } from '../calls';
import { replaceNode } from '../edits';
import { isBinding } from '../scopes';
import { tryOnly, type Rule } from '../rule';

export const dictItems: Rule = {
  id: 'dict-items',
  title: 'Each value looked up by the key just given',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const loop = simpleFor(node);
    const body = node.get('body');
    if (loop === null || body === null || loop.target.type !== 'identifier' || loop.iterable.type !== 'identifier') {
      return null;
    }
    const item = `${loop.iterable.text}[${loop.target.text}]`;
    const lookups = body.find('subscript').filter(({ text }) => text === item);
    const isWritten = lookups.some((each) => each.field === 'left' || each.parent?.type === 'delete_statement' || isBinding(each));
    const mentions = body.find('identifier').filter(({ text }) => text === loop.iterable.text);
    const isRebound = body.find('identifier').some((each) => each.text === loop.target.text && isBinding(each));
    if (lookups.length === 0 || isWritten || mentions.length !== lookups.length || isRebound) {
      return null;
    }
    const value = file.names.fresh('value');
    const edits = [
      replaceNode(loop.target, `${loop.target.text}, ${value}`),
      replaceNode(loop.iterable, `${loop.iterable.text}.items()`),
      ...lookups.map((each) => replaceNode(each, value)),
    ];
    const reason = `It is not known that ${loop.iterable.text} is a dict whose values stay the same while the loop runs.`;
    return { at: node.get('left') ?? node, weighed: node, what: 'each value is looked up by the key just given', ...tryOnly(edits, reason) };
  },
};
