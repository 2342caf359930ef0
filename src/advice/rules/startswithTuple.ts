/** s.startswith('a') or s.startswith('b'): one call takes a tuple. */
import { methodCall } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { isConstant, isPath } from '../effects';
import { apply, tryOnly, type Rule } from '../rule';
import type { Syntax } from '../syntax';

export const startswithTuple: Rule = {
  id: 'startswith-tuple',
  title: 'startswith() or endswith() called for each prefix',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['boolean_operator'],
  match(node) {
    if (node.get('operator')?.text !== 'or' || node.parent?.type === 'boolean_operator' || hasComment(node)) {
      return null;
    }
    const calls = operands(node).map(methodCall);
    const [first] = calls;
    if (first === null || first === undefined || !['startswith', 'endswith'].includes(first.method) || !isPath(first.object)) {
      return null;
    }
    const isSame = calls.every((each) => each?.method === first.method && each.object.text === first.object.text && each.args.length === 1);
    const texts = calls.map((each) => each?.args[0] ?? null);
    if (!isSame || texts.some((text) => text === null || !isConstant(text) || !/string/.test(text.type))) {
      return null;
    }
    const text = `${first.object.text}.${first.method}((${texts.map((each) => each?.text).join(', ')}))`;
    const change = [replaceNode(node, text)];
    const rewrite = first.object.type === 'identifier' ? apply(change) : tryOnly(change, `${first.object.text} is looked up once instead of each time.`);
    return { at: node, what: `${first.method}() is called for each of ${texts.length}`, ...rewrite };
  },
};

/** `a or b or c` as a, b, c. */
function operands(node: Syntax): Syntax[] {
  const [left, right] = [node.get('left'), node.get('right')];
  if (node.type !== 'boolean_operator' || node.get('operator')?.text !== 'or' || left === null || right === null) return [node];
  return [...operands(left), ...operands(right)];
}
