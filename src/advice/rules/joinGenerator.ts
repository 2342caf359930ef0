/** ''.join(… for …): join makes a list of a generator first, more slowly than a comprehension does. */
import { methodCall, onlyArgument, replaceBrackets } from '../calls';
import { dependsOnFrame, isReadOnly } from '../effects';
import { insertAt } from '../edits';
import { applyUnless, type Rule } from '../rule';

export const joinGenerator: Rule = {
  id: 'join-generator',
  title: 'join() of a generator',
  family: 'generators',
  gain: 'time',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const method = methodCall(call);
    const inner = onlyArgument(call);
    if (method?.method !== 'join' || inner?.type !== 'generator_expression' || dependsOnFrame(inner)) {
      return null;
    }
    if (file.names.qualified(method.object) !== null) {
      return null;
    }
    const isBare = call.get('arguments') === inner;
    const edits = isBare ? [insertAt(inner.start + 1, '['), insertAt(inner.end - 1, ']')] : replaceBrackets(inner, '[', ']');
    const reason =
      method.object.type !== 'string'
        ? 'It is not known that this is the join() of text.'
        : isReadOnly(inner, file)
          ? null
          : 'It calls functions, and a StopIteration from one of them would pass through instead of becoming RuntimeError.';
    return { at: call, what: 'join() makes a list of the generator before it begins', ...applyUnless(reason, edits) };
  },
};
