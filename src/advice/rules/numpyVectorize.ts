/** np.vectorize() is a Python loop with a quicker name. */
import { informOnly, type Rule } from '../rule';

export const numpyVectorize: Rule = {
  id: 'numpy-vectorize',
  title: 'np.vectorize() around a Python function',
  family: 'numpy',
  gain: 'time',
  weight: 'total',
  on: ['call', 'decorator'],
  packages: ['numpy'],
  match(node, { file }) {
    const callee = node.type === 'call' ? node.get('function') : (node.parts[0] ?? null);
    const target = callee?.type === 'call' ? null : callee;
    if (target === null || file.names.qualified(target) !== 'numpy.vectorize') {
      return null;
    }
    const weighed = node.type === 'decorator' ? (node.parent ?? node) : node;
    const reason = 'Written with whole arrays (np.where, arithmetic, comparisons) the same function runs in C.';
    return { at: node, weighed, what: 'the Python function is called for each element', ...informOnly(reason) };
  },
};
