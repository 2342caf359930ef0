/** The shapes of calls, comprehensions and literals that many rules look for. */
import type { TextEdit } from '../core/advice';
import { replaceNode } from './edits';
import type { Syntax } from './syntax';

/** Arguments of a call in order; null for `f(x for x in y)`, whose argument is the generator itself. */
export function argumentsOf(call: Syntax): readonly Syntax[] {
  const list = call.get('arguments');
  return list === null ? [] : list.type === 'generator_expression' ? [list] : list.parts;
}

/** The only argument, without keywords or stars. */
export function onlyArgument(call: Syntax): Syntax | null {
  const [first, ...more] = argumentsOf(call);
  return first === undefined || more.length > 0 || !isPositional(first) ? null : first;
}

export function isPositional(argument: Syntax): boolean {
  return !['keyword_argument', 'list_splat', 'dictionary_splat'].includes(argument.type);
}

export function keywordOf(call: Syntax, name: string): Syntax | null {
  const found = argumentsOf(call).find((each) => each.type === 'keyword_argument' && each.get('name')?.text === name);
  return found?.get('value') ?? null;
}

export interface MethodCall {
  readonly object: Syntax;
  readonly method: string;
  readonly args: readonly Syntax[];
}

/** The parts of `object.method(…)`; null for other calls. */
export function methodCall(node: Syntax | null): MethodCall | null {
  const callee = node?.type === 'call' ? node.get('function') : null;
  const object = callee?.type === 'attribute' ? callee.get('object') : null;
  const method = callee?.get('attribute')?.text;
  return node === null || object === null || method === undefined ? null : { object, method, args: argumentsOf(node) };
}

/** The expression of a statement that is nothing else. */
export function expressionOf(statement: Syntax | null | undefined): Syntax | null {
  return statement?.type === 'expression_statement' && statement.parts.length === 1 ? (statement.parts[0] ?? null) : null;
}

export interface Sides {
  readonly left: Syntax;
  readonly right: Syntax;
}

/** `name = value`, without a type and with one target. */
export function assignmentOf(statement: Syntax | null | undefined): Sides | null {
  const node = statement?.type === 'assignment' ? statement : expressionOf(statement);
  const left = node?.type === 'assignment' ? node.get('left') : null;
  const right = node?.get('right') ?? null;
  const isPlain = left !== null && right !== null && node?.get('type') === null && right.type !== 'assignment';
  return isPlain ? { left, right } : null;
}

/** `left op= right`. */
export function augmentedOf(statement: Syntax | null | undefined, operator: string): Sides | null {
  const node = expressionOf(statement);
  const [left, right] = node?.type === 'augmented_assignment' ? [node.get('left'), node.get('right')] : [null, null];
  return left !== null && right !== null && node?.get('operator')?.text === operator ? { left, right } : null;
}

/** The statements of a block; comments are none. */
export function bodyOf(compound: Syntax): readonly Syntax[] {
  return compound.get('body')?.parts ?? [];
}

export interface Loop {
  readonly target: Syntax;
  readonly iterable: Syntax;
  readonly body: readonly Syntax[];
}

/** `for <target> in <iterable>:` without async and else. */
export function simpleFor(node: Syntax): Loop | null {
  const [target, iterable] = [node.get('left'), node.get('right')];
  const isSimple = node.type === 'for_statement' && !node.has('async') && node.get('alternative') === null;
  return isSimple && target !== null && iterable !== null ? { target, iterable, body: bodyOf(node) } : null;
}

export interface Comprehension {
  readonly element: Syntax;
  readonly clauses: readonly Syntax[];
  readonly filters: readonly Syntax[];
}

export function comprehensionOf(node: Syntax): Comprehension | null {
  const element = node.get('body');
  const clauses = node.parts.filter(({ type }) => type === 'for_in_clause');
  const filters = node.parts.filter(({ type }) => type === 'if_clause');
  return element === null || clauses.length === 0 ? null : { element, clauses, filters };
}

/** Replaces the brackets around a comprehension or literal, and leaves everything between them. */
export function replaceBrackets(node: Syntax, open: string, close: string): TextEdit[] {
  const first = node.children[0];
  const last = node.children.at(-1);
  return first === undefined || last === undefined ? [] : [replaceNode(first, open), replaceNode(last, close)];
}

/** Makes a list comprehension, argument of a call, a generator: without brackets where it stands alone, else in parentheses. */
export function asGeneratorArgument(list: Syntax): TextEdit[] {
  const holder = list.parent;
  const isAlone = holder?.type === 'argument_list' && holder.parts.length === 1 && !holder.has(',');
  return isAlone ? replaceBrackets(list, '', '') : replaceBrackets(list, '(', ')');
}

/** Text of an operand, in parentheses unless it binds tighter than any operator. */
export function operandText(node: Syntax): string {
  const tight = ['identifier', 'attribute', 'subscript', 'call', 'integer', 'float', 'string', 'list', 'tuple', 'parenthesized_expression'];
  return tight.includes(node.type) || node.type.endsWith('_comprehension') ? node.text : `(${node.text})`;
}

/** Text with parentheses where a bare tuple or generator would read otherwise inside a call. */
export function argumentText(node: Syntax): string {
  return ['expression_list', 'pattern_list', 'named_expression', 'yield'].includes(node.type) ? `(${node.text})` : node.text;
}
