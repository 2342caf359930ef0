/** isinstance(x, A) or isinstance(x, B): one call takes a tuple. */
import { argumentsOf } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { isPath } from '../effects';
import { apply, type Rule } from '../rule';
import type { Syntax } from '../syntax';

export const isinstanceTuple: Rule = {
  id: 'isinstance-tuple',
  title: 'isinstance() called for each type',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['boolean_operator'],
  match(node, { file }) {
    if (node.get('operator')?.text !== 'or' || node.parent?.type === 'boolean_operator' || hasComment(node)) {
      return null;
    }
    const calls = operands(node);
    const [first] = calls;
    const value = first === undefined ? undefined : argumentsOf(first)[0];
    const isAll = calls.every((call) => call.type === 'call' && file.names.isBuiltin(call.get('function'), 'isinstance') && argumentsOf(call).length === 2);
    if (first === undefined || value?.type !== 'identifier' || !isAll || calls.some((call) => argumentsOf(call)[0]?.text !== value.text)) {
      return null;
    }
    const types = calls.map((call) => argumentsOf(call)[1]);
    if (types.some((type) => type === undefined || !isPath(type))) {
      return null;
    }
    const text = `${first.get('function')?.text ?? ''}(${value.text}, (${types.map((type) => type?.text).join(', ')}))`;
    return { at: node, what: `isinstance() is called for each of ${types.length} types`, ...apply([replaceNode(node, text)]) };
  },
};

function operands(node: Syntax): Syntax[] {
  const [left, right] = [node.get('left'), node.get('right')];
  if (node.type !== 'boolean_operator' || node.get('operator')?.text !== 'or' || left === null || right === null) return [node];
  return [...operands(left), ...operands(right)];
}
