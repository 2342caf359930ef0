/** A loop that only appends what it walks over. */
import { expressionOf, methodCall, simpleFor } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { isNewList, isUsedAfter, localOf } from '../locals';
import { applyUnless, type Rule } from '../rule';
import { isUsedIn } from '../scopes';

export const extendLoop: Rule = {
  id: 'extend-loop',
  title: 'A loop that only copies into a list',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const loop = simpleFor(node);
    const [statement, ...more] = loop?.body ?? [];
    const append = methodCall(expressionOf(statement));
    const [value, ...others] = append?.args ?? [];
    if (loop === null || append?.method !== 'append' || value === undefined || more.length + others.length > 0 || hasComment(node)) {
      return null;
    }
    const isCopy = loop.target.type === 'identifier' && value.text === loop.target.text && append.object.type === 'identifier';
    const isSelf = isUsedIn(append.object.text, loop.iterable);
    if (!isCopy || isSelf || isUsedAfter(loop.target.text, node)) {
      return null;
    }
    const local = localOf(append.object);
    const isList = local !== null && isNewList(local.value, file);
    const reason = isList ? null : `It is not known that ${append.object.text} is a list.`;
    const text = loop.iterable.type === 'expression_list' ? `(${loop.iterable.text})` : loop.iterable.text;
    const edits = [replaceNode(node, `${append.object.text}.extend(${text})`)];
    return { at: node, what: 'items are appended one by one', ...applyUnless(reason, edits) };
  },
};
