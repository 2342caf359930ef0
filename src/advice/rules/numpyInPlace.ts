/** a = a + b on arrays makes a new array; a += b writes into the one that is there. */
import { assignmentOf } from '../calls';
import { replaceNode } from '../edits';
import { isReadOnly } from '../effects';
import { tryOnly, type Rule } from '../rule';
import { functionAround, loopAround, usesOf } from '../scopes';
import { givesArray } from '../numpyArrays';
import type { SourceFile } from '../sourceFile';
import type { Syntax } from '../syntax';

export const numpyInPlace: Rule = {
  id: 'numpy-in-place',
  title: 'A new array for each step',
  family: 'numpy',
  gain: 'either',
  weight: 'self',
  on: ['expression_statement'],
  packages: ['numpy'],
  match(statement, { file }) {
    const made = assignmentOf(statement);
    const operation = made?.right.type === 'binary_operator' ? made.right : null;
    const operator = operation?.get('operator')?.text ?? '';
    const right = operation?.get('right') ?? null;
    const isOwn = made?.left.type === 'identifier' && operation?.get('left')?.text === made.left.text;
    if (made === null || right === null || !isOwn || !['+', '-', '*', '/'].includes(operator) || loopAround(statement) === null) {
      return null;
    }
    if (!isReadOnly(right, file) || !startsAsArray(made.left, file)) {
      return null;
    }
    const edits = [replaceNode(statement, `${made.left.text} ${operator}= ${right.text}`)];
    const reason = 'Other names of the same array see the change, and the result must fit its type and shape.';
    return { at: statement, what: 'a new array is made for each step', ...tryOnly(edits, reason) };
  },
};

function startsAsArray(name: Syntax, file: SourceFile): boolean {
  const owner = functionAround(name);
  const scope = owner === null ? file.body : [owner];
  const uses = scope.flatMap((part) => usesOf(name.text, part)).filter(({ field, parent }) => field === 'left' && parent?.type === 'assignment');
  const [first] = uses;
  return first !== undefined && givesArray(assignmentOf(first.parent)?.right ?? null, file);
}
