/** Which names of a function are NumPy arrays, as far as its assignments show. */
import { assignmentOf } from './calls';
import { functionAround, usesOf } from './scopes';
import type { SourceFile } from './sourceFile';
import type { Syntax } from './syntax';

const MAKERS = ['array', 'asarray', 'zeros', 'ones', 'empty', 'full', 'arange', 'linspace', 'zeros_like', 'ones_like', 'empty_like', 'fromiter'];
const MORE_MAKERS = ['sqrt', 'exp', 'log', 'sin', 'cos', 'abs', 'cumsum', 'sort', 'concatenate', 'stack', 'where', 'maximum', 'minimum'];

/** Whether every assignment to an identifier in its function gives an array. */
export function isArray(node: Syntax | null, file: SourceFile): boolean {
  if (node?.type !== 'identifier') return false;
  const owner = functionAround(node);
  const scope = owner === null ? file.body : [owner];
  const bindings = scope.flatMap((part) => usesOf(node.text, part)).filter(({ field, parent }) => field === 'left' && parent?.type === 'assignment');
  return bindings.length > 0 && bindings.every(({ parent }) => givesArray(assignmentOf(parent)?.right ?? null, file));
}

export function givesArray(value: Syntax | null, file: SourceFile): boolean {
  const name = value?.type === 'call' ? file.names.qualified(value.get('function')) : null;
  if (name === null) return value?.type === 'call' && /^(?:np|numpy)\.random\.\w+$/.test(value.get('function')?.text ?? '') && file.names.importsModule('numpy');
  const last = /^numpy\.(\w+)$/.exec(name)?.[1] ?? '';
  return MAKERS.includes(last) || MORE_MAKERS.includes(last) || /^numpy\.random\.\w+$/.test(name);
}
