/** Thousands of instances with a dict each: __slots__ keeps their attributes in place. */
import { assignmentOf } from '../calls';
import { indentOf, insertAt } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { isBinding } from '../scopes';
import type { Syntax } from '../syntax';

export const slots: Rule = {
  id: 'slots',
  title: 'Many instances with a dict each',
  family: 'memory',
  gain: 'memory',
  weight: 'self',
  on: ['class_definition'],
  match(node, { file }) {
    const body = node.get('body')?.parts ?? [];
    const init = body.find((each) => each.type === 'function_definition' && each.get('name')?.text === '__init__');
    const [first] = body;
    const isPlain = node.parent?.type !== 'decorated_definition' && (node.get('superclasses')?.parts ?? []).every(({ text }) => text === 'object');
    const hasClassValues = body.some((each) => each.type === 'expression_statement' && !/string/.test(each.parts[0]?.type ?? ''));
    if (init === undefined || first === undefined || !isPlain || hasClassValues) {
      return null;
    }
    const names = attributesOf(node, init);
    const docstring = first.type === 'expression_statement' ? first : null;
    const indent = indentOf(file, first);
    if (names === null || indent === null) {
      return null;
    }
    const list = names.map((name) => `"${name}"`).join(', ');
    const line = `__slots__ = (${list}${names.length === 1 ? ',' : ''})`;
    const edit =
      docstring === null
        ? insertAt(first.start, `${line}${file.lineEnd}${file.lineEnd}${indent}`)
        : insertAt(docstring.end, `${file.lineEnd}${file.lineEnd}${indent}${line}`);
    const reason = 'No other attributes can be set, weak references and pickles with protocol 0 or 1 are not to be had.';
    return { at: node.get('name') ?? node, weighed: init, what: 'each instance keeps its attributes in a place that can grow', ...tryOnly([edit], reason) };
  },
};

/** Attributes of self that __init__ sets; null when others are set elsewhere, or a method has one of the names. */
function attributesOf(node: Syntax, init: Syntax): string[] | null {
  const self = init.get('parameters')?.parts[0]?.text ?? '';
  const setIn = (scope: Syntax, name: string): string[] =>
    scope.find('attribute').filter((each) => each.get('object')?.text === name && (each.field === 'left' || isBinding(each))).map((each) => each.get('attribute')?.text ?? '');
  const set = [...new Set(setIn(init, self))];
  const others = setIn(node, self).filter((name) => !set.includes(name));
  const methods = (node.get('body')?.parts ?? []).map((each) => (each.get('definition') ?? each).get('name')?.text ?? assignmentOf(each)?.left.text);
  const isDynamic = /\b(?:setattr|__dict__|vars)\b/.test(node.text);
  return set.length === 0 || others.length > 0 || isDynamic || set.some((name) => methods.includes(name)) ? null : set;
}
