/** k in d.keys() makes a view for each question that the dict itself answers. */
import { methodCall } from '../calls';
import { replaceNode } from '../edits';
import { localOf } from '../locals';
import { applyUnless, type Rule } from '../rule';

export const dictKeys: Rule = {
  id: 'dict-keys',
  title: 'A membership test in keys()',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['comparison_operator'],
  match(node) {
    const [, keys, ...more] = node.parts;
    const method = methodCall(keys ?? null);
    const isTest = more.length === 0 && node.children.some(({ type }) => type === 'in' || type === 'not in');
    if (!isTest || keys === undefined || method?.method !== 'keys' || method.args.length > 0) {
      return null;
    }
    const local = method.object.type === 'identifier' ? localOf(method.object) : null;
    const isDict = local !== null && (local.value.type === 'dictionary' || local.value.type === 'dictionary_comprehension');
    const reason = isDict ? null : `It is not known that ${method.object.text} is a dict.`;
    return { at: node, what: 'a view of the keys is made for each test', ...applyUnless(reason, [replaceNode(keys, method.object.text)]) };
  },
};
