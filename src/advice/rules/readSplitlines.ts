/** for line in file.read().splitlines(): holds the text of a file twice. */
import { methodCall, simpleFor } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';

export const readSplitlines: Rule = {
  id: 'read-splitlines',
  title: 'A whole file read to be split into lines',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['for_statement'],
  match(node) {
    const loop = simpleFor(node);
    const split = methodCall(loop?.iterable ?? null);
    const read = split === null ? null : methodCall(split.object);
    if (loop === null || split?.method !== 'splitlines' || split.args.length > 0 || read?.method !== 'read' || read.args.length > 0) {
      return null;
    }
    if (read.object.type !== 'identifier' || loop.target.type !== 'identifier' || hasComment(loop.iterable)) {
      return null;
    }
    const line = loop.target.text;
    const edits = [replaceNode(loop.iterable, `(${line}.rstrip("\\n") for ${line} in ${read.object.text})`)];
    const reason = 'splitlines() also splits at form feeds and other separators, and the file must be open as text.';
    return { at: loop.iterable, what: 'the whole file is in memory, once as text and once as lines', ...tryOnly(edits, reason) };
  },
};
