/** for i in range(len(a)): out[i] = a[i] * 2 + b[i]: NumPy computes the whole array at once. */
import { assignmentOf, onlyArgument, simpleFor } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { isUsedAfter } from '../locals';
import { isArray } from '../numpyArrays';
import { tryOnly, type Rule } from '../rule';
import { usesOf } from '../scopes';
import type { Syntax } from '../syntax';

export const elementLoop: Rule = {
  id: 'element-loop',
  title: 'An array computed element by element',
  family: 'numpy',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  packages: ['numpy'],
  match(node, { file }) {
    const loop = simpleFor(node);
    const [statement, ...more] = loop?.body ?? [];
    const made = assignmentOf(statement);
    const range = loop?.iterable.type === 'call' ? onlyArgument(loop.iterable) : null;
    const counted = range?.type === 'call' ? onlyArgument(range) : null;
    const index = loop?.target.text ?? '';
    const out = made?.left.get('value') ?? null;
    if (loop === null || made === null || counted === null || more.length > 0 || hasComment(node) || made.left.get('subscript')?.text !== index) {
      return null;
    }
    const isRange = loop.iterable.get('function')?.text === 'range' && range?.get('function')?.text === 'len';
    const items = made.right.find('subscript');
    const isWhole = items.every((each) => each.get('subscript')?.text === index && isArray(each.get('value'), file));
    const operators = made.right.find('call', 'conditional_expression', 'boolean_operator', 'comparison_operator', 'lambda', 'attribute');
    const isPlain = operators.length === 0 && usesOf(index, made.right).length === items.length && items.length > 0;
    if (!isRange || !isArray(out, file) || !isArray(counted, file) || !isWhole || !isPlain || isUsedAfter(index, node)) {
      return null;
    }
    const edits = [replaceNode(node, `${out?.text ?? ''}[:] = ${wholeText(made.right, items)}`)];
    const reason = 'The arrays must be equally long and not overlap; integers wrap around where Python raises an error.';
    return { at: node, what: 'each element goes through the interpreter', ...tryOnly(edits, reason) };
  },
};

function wholeText(expression: Syntax, items: readonly Syntax[]): string {
  let text = '';
  let at = expression.start;
  for (const item of items) {
    text += sliceOf(expression, at, item.start) + (item.get('value')?.text ?? '');
    at = item.end;
  }
  return text + sliceOf(expression, at, expression.end);
}

function sliceOf(node: Syntax, start: number, end: number): string {
  return node.text.slice(start - node.start, end - node.start);
}
