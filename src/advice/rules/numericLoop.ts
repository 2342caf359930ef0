/** Loops that only compute numbers: what Cython or Numba turn into machine code. */
import { indentOf, insertAt } from '../edits';
import { informOnly, tryOnly, type Rule } from '../rule';
import { functionAround } from '../scopes';
import type { SourceFile } from '../sourceFile';
import type { Syntax } from '../syntax';

export const numericLoop: Rule = {
  id: 'numeric-loop',
  title: 'A loop that only computes numbers',
  family: 'compiled',
  gain: 'time',
  weight: 'self',
  on: ['function_definition'],
  match(node, { file }) {
    if (!isNumeric(node, file) || node.parent?.type === 'decorated_definition' || node.has('async')) {
      return null;
    }
    const name = node.get('name')?.text ?? '';
    const at = node.get('name') ?? node;
    const what = `${name} computes numbers one by one in the interpreter`;
    const indent = indentOf(file, node);
    const numba = file.names.imports.find(({ qualified }) => qualified === 'numba' || qualified === 'numba.njit');
    if (numba === undefined || indent === null) {
      const reason = 'Compiled with Cython (cythonize, or the annotations of pure Python mode) or with numba.njit it runs as machine code.';
      return { at, weighed: node, what, ...informOnly(reason) };
    }
    const decorator = numba.qualified === 'numba' ? `@${numba.alias}.njit` : `@${numba.alias}`;
    const edits = [insertAt(node.start, `${decorator}${file.lineEnd}${indent}`)];
    const reason = 'It is compiled at its first call, whole numbers have 64 bits and wrap around, and floats may differ in the last digit.';
    return { at, weighed: node, what, ...tryOnly(edits, reason) };
  },
};

/** A loop in a loop, or a long loop, whose body is arithmetic on local names and items: no text, no objects, no unknown calls. */
function isNumeric(node: Syntax, file: SourceFile): boolean {
  const loops = node.find('for_statement', 'while_statement').filter((loop) => functionAround(loop) === node);
  const operations = loops.flatMap((loop) => loop.find('binary_operator', 'augmented_assignment', 'comparison_operator'));
  const foreign = node.find('string', 'list_comprehension', 'dictionary', 'with_statement', 'try_statement', 'await', 'yield', 'lambda', 'attribute');
  const calls = node.find('call').filter((call) => !file.names.isBuiltin(call.get('function'), 'range', 'len', 'abs', 'int', 'float', 'min', 'max', 'round'));
  const isMath = (each: Syntax): boolean => /^c?math\.\w+$/.test(file.names.qualified(each) ?? '');
  const isDocstring = (each: Syntax): boolean => each.parent?.type === 'expression_statement';
  const others = foreign.filter((each) => !(each.type === 'attribute' && isMath(each)) && !(each.type === 'string' && isDocstring(each)));
  return loops.length > 0 && operations.length >= 3 && others.length === 0 && calls.every((call) => isMath(call.get('function') ?? call));
}
