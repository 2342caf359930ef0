/** What running an expression may do besides giving a value, as far as the syntax shows it. */
import type { SourceFile } from './sourceFile';
import type { Syntax } from './syntax';

/** Built-in functions that neither call back into unknown code beyond special methods nor change anything. */
const HARMLESS = [
  ...['abs', 'ascii', 'bin', 'bool', 'bytes', 'chr', 'complex', 'divmod', 'float', 'format', 'frozenset', 'hash', 'hex', 'id', 'int'],
  ...['isinstance', 'issubclass', 'len', 'list', 'max', 'min', 'oct', 'ord', 'pow', 'range', 'repr', 'reversed', 'round', 'set', 'slice'],
  ...['sorted', 'str', 'sum', 'tuple', 'type', 'zip', 'enumerate', 'dict', 'any', 'all'],
];
/** Methods of text, numbers and mappings that only read. */
const READING_METHODS = new Set([
  ...['bit_length', 'capitalize', 'casefold', 'count', 'decode', 'encode', 'endswith', 'find', 'format', 'get', 'hex', 'isalnum', 'isalpha'],
  ...['isdecimal', 'isdigit', 'isidentifier', 'islower', 'isnumeric', 'isspace', 'istitle', 'isupper', 'items', 'join', 'keys', 'ljust'],
  ...['lower', 'lstrip', 'partition', 'removeprefix', 'removesuffix', 'replace', 'rfind', 'rjust', 'rpartition', 'rsplit', 'rstrip', 'split'],
  ...['splitlines', 'startswith', 'strip', 'swapcase', 'title', 'translate', 'upper', 'values', 'zfill', 'total_seconds', 'isoformat'],
]);

/** Whether an expression reads only: names, attributes, items, operators, literals and well-known calls. */
export function isReadOnly(node: Syntax, file: SourceFile): boolean {
  return node.find('call', 'await', 'yield', 'named_expression', 'lambda').every((each) => each.type === 'call' && isHarmlessCall(each, file));
}

export function isHarmlessCall(call: Syntax, file: SourceFile): boolean {
  const callee = call.get('function');
  if (callee?.type === 'attribute') {
    const qualified = file.names.qualified(callee);
    return READING_METHODS.has(callee.get('attribute')?.text ?? '') || (qualified !== null && /^(?:math|cmath|operator)\.\w+$/.test(qualified));
  }
  const qualified = file.names.qualified(callee);
  return file.names.isBuiltin(callee, ...HARMLESS) || (qualified !== null && /^(?:math|cmath|operator)\.\w+$/.test(qualified));
}

/** Whether running it twice, or not at all, could be noticed: it calls something unknown. */
export function hasUnknownCalls(node: Syntax, file: SourceFile): boolean {
  return !isReadOnly(node, file);
}

/** A literal number, text, bytes, True, False or None; text with replacement fields is none. */
export function isConstant(node: Syntax): boolean {
  switch (node.type) {
    case 'integer':
    case 'float':
    case 'true':
    case 'false':
    case 'none':
      return true;
    case 'string':
      return node.find('interpolation').length === 0;
    case 'concatenated_string':
      return node.parts.every(isConstant);
    case 'unary_operator':
      return node.get('argument')?.type === 'integer' || node.get('argument')?.type === 'float';
    default:
      return false;
  }
}

/** An identifier, or a path of attributes that ends in one: `self.cache`. */
export function isPath(node: Syntax | null): boolean {
  let at = node;
  while (at?.type === 'attribute') at = at.get('object');
  return at?.type === 'identifier';
}

/** Code that means another thing inside a generator than outside of one. */
export function dependsOnFrame(node: Syntax): boolean {
  const names = ['super', 'locals', '__class__', 'vars', 'dir', 'eval', 'exec'];
  return (
    node.find('await', 'yield').length > 0 ||
    node.find('for_in_clause').some((clause) => clause.has('async')) ||
    node.find('identifier').some(({ text }) => names.includes(text))
  );
}

/** Why values made one at a time may differ from values made at once; null when the syntax shows that they don't. */
export function lazinessReason(node: Syntax, file: SourceFile): string | null {
  return isReadOnly(node, file)
    ? null
    : 'It calls functions that may have effects or raise StopIteration, which a generator would run later or turn into RuntimeError.';
}
