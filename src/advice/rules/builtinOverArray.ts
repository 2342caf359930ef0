/** sum(array), min(array) and max(array) make a Python object of each number. */
import { onlyArgument } from '../calls';
import { replaceNode } from '../edits';
import { isArray } from '../numpyArrays';
import { tryOnly, type Rule } from '../rule';

export const builtinOverArray: Rule = {
  id: 'builtin-over-array',
  title: 'A built-in function over a NumPy array',
  family: 'numpy',
  gain: 'time',
  weight: 'self',
  on: ['call'],
  packages: ['numpy'],
  match(call, { file }) {
    const array = onlyArgument(call);
    const name = call.get('function')?.text ?? '';
    if (array === null || !file.names.isBuiltin(call.get('function'), 'sum', 'min', 'max', 'any', 'all') || !isArray(array, file)) {
      return null;
    }
    const reason = `${array.text} must have one dimension; sums of floats are added in another order, small integers may wrap around.`;
    const edits = [replaceNode(call, `${array.text}.${name}()`)];
    return { at: call, what: 'a Python object is made of each number of the array', ...tryOnly(edits, reason) };
  },
};
