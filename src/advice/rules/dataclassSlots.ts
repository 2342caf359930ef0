/** @dataclass with many instances: slots=True (Python 3.10) keeps their fields without a dict. */
import { insertAt } from '../edits';
import { tryOnly, type Rule } from '../rule';

export const dataclassSlots: Rule = {
  id: 'dataclass-slots',
  title: 'Many instances of a dataclass with a dict each',
  family: 'memory',
  gain: 'memory',
  weight: 'total',
  on: ['decorated_definition'],
  minors: [10, 11, 12, 13, 14, 15],
  match(node, { file }) {
    const definition = node.get('definition');
    const [decorator, ...more] = node.parts.filter(({ type }) => type === 'decorator');
    const expression = decorator?.parts[0];
    const callee = expression?.type === 'call' ? expression.get('function') : expression;
    const isData = definition?.type === 'class_definition' && file.names.qualified(callee ?? null) === 'dataclasses.dataclass';
    if (!isData || expression === undefined || more.length > 0 || definition.get('superclasses') !== null || /\bslots\s*=|__slots__/.test(node.text)) {
      return null;
    }
    if (/\b(?:super\s*\(\s*\)|__dict__|cached_property|InitVar|field\s*\()/.test(definition.text)) {
      return null;
    }
    const list = expression.type === 'call' ? expression.get('arguments') : null;
    const last = list?.parts.at(-1);
    const edit =
      list === null || list === undefined
        ? insertAt(expression.end, '(slots=True)')
        : last === undefined
          ? insertAt(list.end - 1, 'slots=True')
          : insertAt(last.end, ', slots=True');
    const reason = 'No other attributes can be set, and the class is made anew, which a reference taken earlier does not see.';
    return { at: definition.get('name') ?? definition, weighed: node, what: 'each instance keeps its fields in a dict', ...tryOnly([edit], reason) };
  },
};
