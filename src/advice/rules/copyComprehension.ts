/** [x for x in xs] copies item by item what list(xs) copies at once. */
import { comprehensionOf } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { dependsOnFrame } from '../effects';
import { apply, type Rule } from '../rule';

const TYPES: Readonly<Record<string, string>> = { list_comprehension: 'list', set_comprehension: 'set', dictionary_comprehension: 'dict' };

export const copyComprehension: Rule = {
  id: 'copy-comprehension',
  title: 'A comprehension that only copies',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: Object.keys(TYPES),
  match(node, { file }) {
    const made = comprehensionOf(node);
    const clause = made?.clauses[0];
    const [target, source] = [clause?.get('left') ?? null, clause?.get('right') ?? null];
    const name = TYPES[node.type] ?? 'list';
    if (made === null || made.clauses.length > 1 || made.filters.length > 0 || target === null || source === null || hasComment(node)) {
      return null;
    }
    const isShadowed = file.names.bound.has(name) || file.names.hasStarImport || file.names.imports.some(({ alias }) => alias === name);
    const isItems = node.type !== 'dictionary_comprehension' || /\.items\(\)$/.test(source.text);
    const pair = target.type === 'pattern_list' ? target.text.replace(/\s+/g, '').replace(',', ':') : target.text;
    if (isShadowed || dependsOnFrame(node) || !isItems || made.element.text.replace(/\s+/g, '') !== pair) {
      return null;
    }
    if (node.type !== 'dictionary_comprehension' && target.type !== 'identifier') {
      return null;
    }
    return { at: node, what: 'items are copied one by one', ...apply([replaceNode(node, `${name}(${source.text})`)]) };
  },
};
