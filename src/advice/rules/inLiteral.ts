/** x in [1, 2, 3, …] compares one by one what a set finds at once. */
import { isConstant } from '../effects';
import { methodCall, replaceBrackets } from '../calls';
import { applyUnless, type Rule } from '../rule';
import type { Syntax } from '../syntax';

/** Below this a look through the values is as fast as a hash. */
const FEWEST = 5;

export const inLiteral: Rule = {
  id: 'in-literal',
  title: 'A membership test in a list of constants',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['comparison_operator'],
  match(node) {
    const [value, list, ...more] = node.parts;
    const isTest = more.length === 0 && node.children.some(({ type }) => type === 'in' || type === 'not in');
    if (!isTest || value === undefined || (list?.type !== 'list' && list?.type !== 'tuple')) {
      return null;
    }
    if (list.parts.length < FEWEST || !list.parts.every(isConstant) || list.children[0]?.text === undefined || node.within('interpolation') !== null) {
      return null;
    }
    const reason = isText(value) ? null : 'A value that cannot be hashed raises TypeError instead of being absent.';
    return { at: node, what: 'the value is compared with the constants one by one', ...applyUnless(reason, replaceBrackets(list, '{', '}')) };
  },
};

/** Text by its syntax: a literal, or a method that only text has. */
function isText(value: Syntax): boolean {
  const method = methodCall(value)?.method ?? '';
  return value.type === 'string' || ['lower', 'upper', 'strip', 'casefold', 'title', 'lstrip', 'rstrip'].includes(method);
}
