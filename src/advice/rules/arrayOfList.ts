/** np.array([… for i in range(n)]) and np.array(range(n)) make Python objects only to convert them. */
import { argumentsOf, comprehensionOf, onlyArgument } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import type { Syntax } from '../syntax';
import { isUsedIn, usesOf } from '../scopes';

const ARITHMETIC = ['binary_operator', 'parenthesized_expression', 'identifier', 'integer', 'float', 'unary_operator'];

export const arrayOfList: Rule = {
  id: 'array-of-list',
  title: 'A list built only to become an array',
  family: 'numpy',
  gain: 'either',
  weight: 'self',
  on: ['call'],
  packages: ['numpy'],
  match(call, { file }) {
    const callee = call.get('function');
    const source = onlyArgument(call);
    const isMaker = ['numpy.array', 'numpy.asarray'].includes(file.names.qualified(callee) ?? '');
    if (!isMaker || callee?.type !== 'attribute' || source === null || hasComment(call)) {
      return null;
    }
    const module = callee.get('object')?.text ?? 'numpy';
    const text = source.type === 'list_comprehension' ? computed(source, module) : ranged(source, module);
    if (text === null || file.names.bound.has('range')) {
      return null;
    }
    const reason = 'Whole numbers of an array have 64 bits and wrap around, and / and ** follow the rules of NumPy.';
    return { at: call, what: 'a Python object is made for each number, only to be converted', ...tryOnly([replaceNode(call, text)], reason) };
  },
};

/** `range(n)` or `list(range(n))` */
function ranged(source: Syntax, module: string): string | null {
  const inner = source.type === 'call' && source.get('function')?.text === 'list' ? onlyArgument(source) : source;
  if (inner?.type !== 'call' || inner.get('function')?.text !== 'range') return null;
  return `${module}.arange${inner.get('arguments')?.text ?? ''}`;
}

/** `[i * 2 + 1 for i in range(n)]`: arithmetic on the index, which means the same on an array. */
function computed(list: Syntax, module: string): string | null {
  const made = comprehensionOf(list);
  const clause = made?.clauses[0];
  const index = clause?.get('left')?.text ?? '';
  const range = clause?.get('right') ?? null;
  if (made === null || made.clauses.length > 1 || made.filters.length > 0 || range?.get('function')?.text !== 'range' || clause?.get('left')?.type !== 'identifier') {
    return null;
  }
  const { element } = made;
  const isArithmetic = [...element.walk()].every((node) => !node.isNamed || ARITHMETIC.includes(node.type));
  if (!isArithmetic || !isUsedIn(index, element) || usesOf(index, element).length !== 1 ||
    argumentsOf(range).some((each) => isUsedIn(index, each))) {
    return null;
  }
  const array = `${module}.arange${range.get('arguments')?.text ?? ''}`;
  const [use] = usesOf(index, element);
  if (use === undefined) return null;
  const at = use.start - element.start;
  return element.text.slice(0, at) + array + element.text.slice(at + index.length);
}
