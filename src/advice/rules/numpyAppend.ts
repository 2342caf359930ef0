/** a = np.append(a, x) in a loop copies the whole array each time. */
import { argumentsOf, assignmentOf } from '../calls';
import { insertAfter, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { loopAround, statementAround, isUsedIn } from '../scopes';
import type { Syntax } from '../syntax';
import type { SourceFile } from '../sourceFile';

export const numpyAppend: Rule = {
  id: 'numpy-append',
  title: 'An array copied to add one value',
  family: 'numpy',
  gain: 'time',
  weight: 'total',
  on: ['expression_statement'],
  packages: ['numpy'],
  match(statement, { file }) {
    const made = assignmentOf(statement);
    const callee = made?.right.type === 'call' ? made.right.get('function') : null;
    const [array, value, ...more] = made === null ? [] : argumentsOf(made.right);
    const loop = loopAround(statement);
    const name = made?.left.text ?? '';
    if (made === null || callee === null || file.names.qualified(callee) !== 'numpy.append' || array?.text !== name || value === undefined) {
      return null;
    }
    const start = statementsBefore(loop, name, file);
    if (loop === null || more.length > 0 || start === null || isUsedIn(name, value)) {
      return null;
    }
    const module = callee.get('object')?.text ?? 'numpy';
    const after = insertAfter(file, loop, `${name} = ${module}.array(${name})`);
    const isReadInLoop = loop.find('identifier').filter(({ text }) => text === name).length > 2;
    if (after === null || isReadInLoop) {
      return null;
    }
    const edits = [replaceNode(start, '[]'), replaceNode(statement, `${name}.append(${value.text})`), after];
    const reason = 'The type of the array is then chosen by its values, and a value that is an array itself becomes a row.';
    return { at: statement, what: 'the whole array is copied to add one value', ...tryOnly(edits, reason) };
  },
};

/** The value `np.array([])` or `np.empty(0)` that the name has before the loop. */
function statementsBefore(loop: Syntax | null, name: string, file: SourceFile): Syntax | null {
  if (loop === null) return null;
  const before = statementAround(loop).siblings;
  const made = before.slice(0, before.indexOf(statementAround(loop))).map(assignmentOf).filter((each) => each?.left.text === name).at(-1);
  const call = made?.right.type === 'call' ? made.right : null;
  const isEmpty = call !== null && /^\((?:\[\s*\]|0)\)$/.test(call.get('arguments')?.text ?? '');
  const kind = file.names.qualified(call?.get('function') ?? null);
  return isEmpty && ['numpy.array', 'numpy.empty', 'numpy.zeros'].includes(kind ?? '') ? call : null;
}
