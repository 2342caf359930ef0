/** for x in xs[::-1]: copies a whole sequence to walk it backwards. */
import { simpleFor } from '../calls';
import { replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';

export const reversedSlice: Rule = {
  id: 'reversed-slice',
  title: 'A reversed copy made only to be looped over',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const iterable = simpleFor(node)?.iterable ?? null;
    const value = iterable?.get('value')?.text;
    const isReversal = iterable?.type === 'subscript' && iterable.get('subscript')?.text.replace(/\s/g, '') === '::-1';
    const isShadowed = file.names.bound.has('reversed') || file.names.hasStarImport;
    if (iterable === null || !isReversal || value === undefined || isShadowed) {
      return null;
    }
    const reason = 'The loop must not change what it walks over, and reversed() needs a sequence.';
    const edits = [replaceNode(iterable, `reversed(${value})`)];
    return { at: iterable, what: 'everything is copied to be walked backwards once', ...tryOnly(edits, reason) };
  },
};
