/** if k not in d: d[k] = [] and d[k].append(v): a defaultdict makes the list when it is missed. */
import { assignmentOf, expressionOf, methodCall } from '../calls';
import { hasComment, reach, replaceNode } from '../edits';
import { isReadOnly } from '../effects';
import { localOf } from '../locals';
import { tryOnly, type Rule } from '../rule';
import { loopAround } from '../scopes';

export const groupLoop: Rule = {
  id: 'group-loop',
  title: 'A list made for each new key by hand',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['if_statement'],
  match(node, { file }) {
    const condition = node.get('condition');
    const [inner, ...more] = node.get('consequence')?.parts ?? [];
    const made = assignmentOf(inner);
    const { next } = node;
    const append = methodCall(expressionOf(next));
    const [key, object] = condition?.type === 'comparison_operator' && condition.has('not in') ? condition.parts : [];
    if (made === null || key === undefined || object?.type !== 'identifier' || node.get('alternative') !== null || more.length > 0 || next === null) {
      return null;
    }
    const item = `${object.text}[${key.text}]`;
    const isSame = made.left.text === item && /^(?:\[\s*\]|list\(\)|set\(\))$/.test(made.right.text) && append?.object.text === item;
    const local = localOf(object);
    if (!isSame || !isReadOnly(key, file) || hasComment(node) || loopAround(node) === null || !/^(?:\{\s*\}|dict\(\))$/.test(local?.value.text ?? '')) {
      return null;
    }
    if (local === null || file.text.slice(node.end, next.start).trim() !== '') {
      return null;
    }
    const { name, edits } = reach(file, 'collections', 'defaultdict');
    const kind = made.right.text === 'set()' ? 'set' : 'list';
    const rewritten = [...edits, replaceNode(local.value, `${name}(${kind})`), { start: node.start, end: next.start, text: '' }];
    const reason = `${object.text} then makes a list for every key that is asked for, also later on.`;
    return { at: node, what: 'each key is looked up three times', ...tryOnly(rewritten, reason, ['collections']) };
  },
};
