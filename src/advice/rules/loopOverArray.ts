/** for x in array: makes a NumPy scalar for each value; Python's own numbers are lighter. */
import { simpleFor } from '../calls';
import { insertAt } from '../edits';
import { isArray } from '../numpyArrays';
import { tryOnly, type Rule } from '../rule';

export const loopOverArray: Rule = {
  id: 'loop-over-array',
  title: 'A Python loop over a NumPy array',
  family: 'numpy',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  packages: ['numpy'],
  match(node, { file }) {
    const loop = simpleFor(node);
    if (loop === null || loop.target.type !== 'identifier' || !isArray(loop.iterable, file)) {
      return null;
    }
    const reason = `${loop.iterable.text} must have one dimension, and all its numbers are in memory as Python objects. An expression over the whole array is faster still.`;
    const edits = [insertAt(loop.iterable.end, '.tolist()')];
    return { at: loop.iterable, weighed: node, what: 'each value is wrapped in a NumPy scalar', ...tryOnly(edits, reason) };
  },
};
