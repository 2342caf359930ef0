/** data = data[n:] in a loop copies the rest each time; a memoryview moves along without a copy. */
import { assignmentOf } from '../calls';
import { insertBefore } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { functionAround, loopAround, statementAround } from '../scopes';

export const bytesSlices: Rule = {
  id: 'bytes-slices',
  title: 'The rest of a buffer copied in a loop',
  family: 'algorithms',
  gain: 'either',
  weight: 'self',
  on: ['expression_statement'],
  match(statement, { file }) {
    const made = assignmentOf(statement);
    const loop = loopAround(statement);
    const slice = made?.right.type === 'subscript' ? made.right : null;
    const name = made?.left.text ?? '';
    const isRest = slice?.get('value')?.text === name && slice.getAll('subscript').length === 1 && /^[^:]+:$/.test(slice.get('subscript')?.text ?? '');
    if (made?.left.type !== 'identifier' || !isRest || loop === null || functionAround(statement) === null) {
      return null;
    }
    const before = insertBefore(file, statementAround(loop), `${name} = memoryview(${name})`);
    const isShadowed = file.names.bound.has('memoryview') || file.names.hasStarImport;
    if (before === null || isShadowed) {
      return null;
    }
    const reason = `${name} must be bytes or a bytearray, and methods such as find() or startswith() are not to be had while the loop runs.`;
    return { at: statement, what: `all that is left of ${name} is copied each time`, ...tryOnly([before], reason) };
  },
};
