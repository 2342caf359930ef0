/** logger.debug(f"…") formats text that is thrown away while the level is off. */
import { argumentsOf, methodCall } from '../calls';
import { replaceNode } from '../edits';
import { isReadOnly } from '../effects';
import { tryOnly, type Rule } from '../rule';
import type { Syntax } from '../syntax';

const LEVELS = ['debug', 'info'];

export const eagerLogging: Rule = {
  id: 'eager-logging',
  title: 'Log text formatted before anybody wants it',
  family: 'waiting',
  gain: 'time',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const method = methodCall(call);
    const [text, ...more] = argumentsOf(call);
    const isLogger = /(?:^|\.)_?(?:log|logger|logging)$/i.test(method?.object.text ?? '');
    if (method === null || !LEVELS.includes(method.method) || !isLogger || text?.type !== 'string' || more.length > 0) {
      return null;
    }
    const parts = formatted(text);
    if (parts === null || !isReadOnly(text, file)) {
      return null;
    }
    const edits = [replaceNode(text, `${parts.text}, ${parts.values.join(', ')}`)];
    const reason = 'Values are formatted later, and by str() instead of format(), which differs for few types.';
    return { at: call, what: 'the text is formatted even when nobody logs it', ...tryOnly(edits, reason) };
  },
};

/** `f"a {b} {c!r}"` as `"a %s %r"` and b, c; null where a format or conversion has no such form. */
function formatted(node: Syntax): { readonly text: string; readonly values: readonly string[] } | null {
  const start = node.children[0];
  const fields = node.parts.filter(({ type }) => type === 'interpolation');
  if (start === undefined || !/^[fF]["']/.test(start.text) || fields.length === 0 || node.text.includes('{{') || node.text.includes('}}')) {
    return null;
  }
  const values: string[] = [];
  let text = start.text.slice(1);
  let at = start.end;
  for (const field of fields) {
    const expression = field.get('expression');
    const conversion = field.get('type_conversion')?.text ?? '';
    const isPlain = field.get('format_specifier') === null && ['', '!r', '!s', '!a'].includes(conversion) && !field.has('=');
    if (expression === null || !isPlain || ['expression_list', 'yield'].includes(expression.type)) return null;
    text += slice(node, at, field.start).replace(/%/g, '%%') + (conversion === '!r' ? '%r' : conversion === '!a' ? '%a' : '%s');
    values.push(expression.text);
    at = field.end;
  }
  return { text: text + slice(node, at, node.end).replace(/%/g, '%%'), values };
}

function slice(node: Syntax, start: number, end: number): string {
  return node.text.slice(start - node.start, end - node.start);
}
