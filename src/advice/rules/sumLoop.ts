/** A loop that only adds up what it walks over. */
import { augmentedOf, simpleFor } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { isReadOnly } from '../effects';
import { isUsedAfter } from '../locals';
import { tryOnly, type Rule } from '../rule';
import { isUsedIn } from '../scopes';

export const sumLoop: Rule = {
  id: 'sum-loop',
  title: 'A loop that only adds up',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const loop = simpleFor(node);
    const [statement, ...more] = loop?.body ?? [];
    const added = augmentedOf(statement, '+=');
    if (loop === null || added?.left.type !== 'identifier' || more.length > 0 || hasComment(node) || loop.target.type !== 'identifier') {
      return null;
    }
    const [total, item] = [added.left.text, loop.target.text];
    const isShadowed = file.names.bound.has('sum') || file.names.hasStarImport || file.names.imports.some(({ alias }) => alias === 'sum');
    if (isShadowed || isUsedIn(total, added.right) || isUsedIn(total, loop.iterable) || isUsedAfter(item, node) ||
      added.right.text !== item) {
      return null;
    }
    if (!isReadOnly(loop.iterable, file)) {
      return null;
    }
    const edits = [replaceNode(node, `${total} += sum(${loop.iterable.text})`)];
    const reason = 'sum() takes numbers only, adds floats more exactly since Python 3.12, and leaves the loop variable unset.';
    return { at: node, what: 'a loop of bytecode adds up what sum() adds up in C', ...tryOnly(edits, reason) };
  },
};
