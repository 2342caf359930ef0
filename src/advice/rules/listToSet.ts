/** set([…]) and set(… for …) where a set comprehension does it without the detour. */
import { onlyArgument } from '../calls';
import { dependsOnFrame, lazinessReason } from '../effects';
import { hasComment } from '../edits';
import { applyUnless, type Rule } from '../rule';

export const listToSet: Rule = {
  id: 'list-to-set',
  title: 'A list or generator built only to become a set',
  family: 'generators',
  gain: 'either',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const inner = onlyArgument(call);
    const isMade = inner?.type === 'list_comprehension' || inner?.type === 'generator_expression';
    if (inner === null || !isMade || !file.names.isBuiltin(call.get('function'), 'set') || dependsOnFrame(inner)) {
      return null;
    }
    const [first, last] = [inner.children[0], inner.children.at(-1)];
    // In a format string the new brace would be read as an escape.
    if (first === undefined || last === undefined || call.within('interpolation') !== null || (hasComment(call) && !hasComment(inner))) {
      return null;
    }
    const edits = [
      { start: call.start, end: first.end, text: '{' },
      { start: last.start, end: call.end, text: '}' },
    ];
    const what = `a ${inner.type === 'generator_expression' ? 'generator' : 'list'} is made only to become a set`;
    return { at: call, what, ...applyUnless(lazinessReason(inner, file), edits) };
  },
};
