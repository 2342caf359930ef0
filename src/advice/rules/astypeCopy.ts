/** array.astype(float) copies even when the type is that already. */
import { keywordOf, methodCall } from '../calls';
import { insertAt } from '../edits';
import { tryOnly, type Rule } from '../rule';

export const astypeCopy: Rule = {
  id: 'astype-copy',
  title: 'An array copied to the type that it has',
  family: 'numpy',
  gain: 'either',
  weight: 'self',
  on: ['call'],
  packages: ['numpy'],
  match(call, { file }) {
    const method = methodCall(call);
    const last = method?.args.at(-1);
    if (method?.method !== 'astype' || last === undefined || keywordOf(call, 'copy') !== null || !file.names.importsModule('numpy')) {
      return null;
    }
    if (file.names.importsModule('pandas') || method.args.length > 2) {
      return null;
    }
    const reason = 'Where the type is right already the same array comes back, which must not be changed in place then.';
    return { at: call, what: 'the array is copied even if its type is right already', ...tryOnly([insertAt(last.end, ', copy=False')], reason) };
  },
};
