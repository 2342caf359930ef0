/** for x in xs[1:]: copies the rest of the list to walk over it. */
import { simpleFor } from '../calls';
import { reach, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';

export const sliceLoop: Rule = {
  id: 'slice-loop',
  title: 'A slice copied only to be looped over',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const iterable = simpleFor(node)?.iterable ?? null;
    const slice = iterable?.type === 'subscript' ? iterable.get('subscript') : null;
    const value = iterable?.get('value')?.text;
    const parts = slice?.type === 'slice' ? /^(\w*)\s*:\s*(\w*)$/.exec(slice.text) : null;
    if (iterable === null || parts === null || value === undefined || iterable.getAll('subscript').length !== 1) {
      return null;
    }
    const [, start = '', stop = ''] = parts;
    if (start === '' && stop === '') {
      return null;
    }
    const { name, edits } = reach(file, 'itertools', 'islice');
    const bounds = start === '' ? stop : `${start}, ${stop === '' ? 'None' : stop}`;
    const reason = 'islice() takes no negative bounds, and the loop must not change what it walks over.';
    const rewritten = [...edits, replaceNode(iterable, `${name}(${value}, ${bounds})`)];
    return { at: iterable, what: 'a part is copied to be looped over once', ...tryOnly(rewritten, reason, ['itertools']) };
  },
};
