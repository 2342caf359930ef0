/** lru_cache(maxsize=None) and cache keep every result until the program ends. */
import { keywordOf } from '../calls';
import { reach, replaceNode } from '../edits';
import { informOnly, tryOnly, type Rule } from '../rule';

export const unboundedCache: Rule = {
  id: 'unbounded-cache',
  title: 'A cache that never forgets',
  family: 'memory',
  gain: 'memory',
  weight: 'total',
  on: ['decorator'],
  match(node, { file }) {
    const [expression] = node.parts;
    const callee = expression?.type === 'call' ? expression.get('function') : expression;
    const qualified = file.names.qualified(callee ?? null);
    const definition = node.parent?.get('definition') ?? null;
    if (expression === undefined || definition?.type !== 'function_definition' || !/^functools\.(?:lru_)?cache$/.test(qualified ?? '')) {
      return null;
    }
    const size = expression.type === 'call' ? keywordOf(expression, 'maxsize') : null;
    const isMethod = node.within('class_definition', 'function_definition')?.type === 'class_definition';
    const what = 'every result is kept until the program ends';
    if (qualified === 'functools.lru_cache' && size?.type !== 'none') {
      return null;
    }
    if (isMethod) {
      return { at: expression, weighed: definition, what: `${what}, and with it every instance`, ...informOnly('The cache belongs in each instance, or outside of the class.') };
    }
    const { name, edits } = reach(file, 'functools', 'lru_cache');
    const rewritten = size === null ? [...edits, replaceNode(expression, `${name}(maxsize=1024)`)] : [replaceNode(size, '1024')];
    return { at: expression, weighed: definition, what, ...tryOnly(rewritten, 'How many results are worth keeping only a run can tell.') };
  },
};
