/** dict([(k, v) for …]) makes a tuple for each item only to take it apart. */
import { comprehensionOf, onlyArgument } from '../calls';
import { hasComment } from '../edits';
import { dependsOnFrame, lazinessReason } from '../effects';
import { applyUnless, type Rule } from '../rule';

export const pairsToDict: Rule = {
  id: 'pairs-to-dict',
  title: 'Pairs built only to become a dict',
  family: 'generators',
  gain: 'either',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const inner = onlyArgument(call);
    const isMade = inner?.type === 'list_comprehension' || inner?.type === 'generator_expression';
    const pair = inner === null || !isMade ? null : (comprehensionOf(inner)?.element ?? null);
    if (inner === null || pair?.type !== 'tuple' || !file.names.isBuiltin(call.get('function'), 'dict') || dependsOnFrame(inner)) {
      return null;
    }
    const [key, value, ...more] = pair.parts;
    const last = inner.children.at(-1);
    const isPlain = [key, value].every((part) => part !== undefined && !['list_splat', 'named_expression', 'yield', 'lambda'].includes(part.type));
    if (key === undefined || value === undefined || last === undefined || more.length > 0 || !isPlain) {
      return null;
    }
    if (hasComment(pair) || call.within('interpolation') !== null) {
      return null;
    }
    const edits = [
      { start: call.start, end: key.start, text: '{' },
      { start: key.end, end: value.start, text: ': ' },
      { start: value.end, end: pair.end, text: '' },
      { start: last.start, end: call.end, text: '}' },
    ];
    return { at: call, what: 'a tuple is made for each item only to be taken apart', ...applyUnless(lazinessReason(inner, file), edits) };
  },
};
