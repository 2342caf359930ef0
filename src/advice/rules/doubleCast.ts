/** sorted(list(xs)), set(list(xs)) and their like: the inner copy is thrown away. */
import { argumentsOf, onlyArgument } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { apply, type Rule } from '../rule';

const OUTER = ['sorted', 'set', 'frozenset', 'list', 'tuple', 'sum', 'min', 'max', 'any', 'all'];

export const doubleCast: Rule = {
  id: 'double-cast',
  title: 'A copy made only to be copied',
  family: 'builtins',
  gain: 'either',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const [inner, ...options] = argumentsOf(call);
    const source = inner?.type === 'call' ? onlyArgument(inner) : null;
    const callee = call.get('function');
    if (inner === undefined || source === null || !file.names.isBuiltin(callee, ...OUTER) || hasComment(inner)) {
      return null;
    }
    const isShortening = ['any', 'all'].includes(callee?.text ?? '') && source.type !== 'identifier';
    const isPlain = options.length === 0 || (callee?.text === 'sorted' && options.every(({ type }) => type === 'keyword_argument'));
    if (!file.names.isBuiltin(inner.get('function'), 'list', 'tuple') || !isPlain || isShortening || source.type === 'generator_expression') {
      return null;
    }
    const isReducing = ['sum', 'min', 'max', 'any', 'all'].includes(callee?.text ?? '');
    if (isReducing && source.type !== 'identifier') {
      return null;
    }
    return { at: call, what: `a ${inner.get('function')?.text ?? ''} is made only to be copied again`, ...apply([replaceNode(inner, source.text)]) };
  },
};
