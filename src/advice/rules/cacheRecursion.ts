/** A function that calls itself twice or more with smaller arguments computes the same again and again. */
import { indentOf, insertAt, reach } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { isHarmlessCall } from '../effects';
import { boundNames } from '../scopes';

export const cacheRecursion: Rule = {
  id: 'cache-recursion',
  title: 'A recursive function that computes the same again',
  family: 'algorithms',
  gain: 'time',
  weight: 'total',
  on: ['function_definition'],
  match(node, { file }) {
    const name = node.get('name')?.text ?? '';
    const body = node.get('body');
    const indent = indentOf(file, node);
    const parameters = (node.get('parameters')?.parts ?? []).map(({ type }) => type);
    if (body === null || indent === null || node.has('async') || node.parent?.type === 'decorated_definition' || parameters.length === 0) {
      return null;
    }
    const isMethod = node.parent?.parent?.type === 'class_definition';
    const own = body.find('call').filter((call) => call.get('function')?.text === name);
    const others = body.find('call').filter((call) => !own.includes(call));
    const writes = body.find('yield', 'await', 'global_statement', 'nonlocal_statement', 'attribute', 'subscript', 'delete_statement');
    const written = writes.filter((each) => each.field === 'left' || !['attribute', 'subscript'].includes(each.type));
    const isPure = written.length === 0 && others.every((call) => isHarmlessCall(call, file)) && !boundNames(body).has(name);
    if (isMethod || own.length < 2 || !isPure || parameters.some((type) => /splat/.test(type))) {
      return null;
    }
    const { name: cache, edits } = reach(file, 'functools', 'cache');
    const rewritten = [...edits, insertAt(node.start, `@${cache}${file.lineEnd}${indent}`)];
    const reason = 'Its arguments must be hashable, what it reads from outside must not change, and every result stays in memory.';
    return { at: node.get('name') ?? node, weighed: node, what: `${name} calls itself more than once and computes the same again`, ...tryOnly(rewritten, reason, ['functools']) };
  },
};
