/** list(map(lambda x: …, xs)) calls a function for each item; a comprehension runs the expression in place. */
import { argumentsOf, onlyArgument } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { dependsOnFrame } from '../effects';
import { apply, type Rule } from '../rule';
import type { SourceFile } from '../sourceFile';
import type { Syntax } from '../syntax';

const HOLDERS: Readonly<Record<string, readonly [open: string, close: string]>> = { list: ['[', ']'], set: ['{', '}'] };

export const mapLambda: Rule = {
  id: 'map-lambda',
  title: 'A lambda called for each item',
  family: 'builtins',
  gain: 'time',
  weight: 'total',
  on: ['call'],
  match(call, { file }) {
    const inner = onlyArgument(call);
    const brackets = HOLDERS[call.get('function')?.text ?? ''];
    if (inner?.type !== 'call' || brackets === undefined || !file.names.isBuiltin(call.get('function'), 'list', 'set') || hasComment(call)) {
      return null;
    }
    const text = comprehended(inner, file);
    if (text === null || call.within('interpolation') !== null || call.within('class_definition', 'function_definition')?.type === 'class_definition') {
      return null;
    }
    return { at: call, what: 'a function is called for each item', ...apply([replaceNode(call, `${brackets[0]}${text}${brackets[1]}`)]) };
  },
};

function comprehended(call: Syntax, file: SourceFile): string | null {
  const [lambda, items, ...more] = argumentsOf(call);
  const isMap = file.names.isBuiltin(call.get('function'), 'map');
  const isFilter = file.names.isBuiltin(call.get('function'), 'filter');
  const parameters = lambda?.type === 'lambda' ? (lambda.get('parameters')?.parts ?? []) : [];
  const [parameter] = parameters;
  const body = lambda?.get('body') ?? null;
  if ((!isMap && !isFilter) || items === undefined || more.length > 0 || body === null || parameters.length !== 1 || parameter?.type !== 'identifier') {
    return null;
  }
  if (dependsOnFrame(body) || body.find('lambda', 'named_expression', 'list_splat').length > 0 || items.type === 'list_splat') {
    return null;
  }
  const loose = ['conditional_expression', 'lambda', 'expression_list'];
  const source = loose.includes(items.type) ? `(${items.text})` : items.text;
  const test = loose.includes(body.type) ? `(${body.text})` : body.text;
  return isMap ? `${body.text} for ${parameter.text} in ${source}` : `${parameter.text} for ${parameter.text} in ${source} if ${test}`;
}
