/** any([…]) and all([…]) make every value before they look at the first. */
import { asGeneratorArgument, onlyArgument } from '../calls';
import { dependsOnFrame, isReadOnly } from '../effects';
import { applyUnless, type Rule } from '../rule';

export const listToAnyAll: Rule = {
  id: 'list-to-any-all',
  title: 'A whole list built before any() or all() looks at it',
  family: 'generators',
  gain: 'either',
  weight: 'total',
  on: ['call'],
  match(call, { file }) {
    const list = onlyArgument(call);
    if (list?.type !== 'list_comprehension' || !file.names.isBuiltin(call.get('function'), 'any', 'all') || dependsOnFrame(list)) {
      return null;
    }
    const reason = isReadOnly(list, file) ? null : 'It calls functions for each value, and the generator stops calling them at the first answer.';
    const what = `every value is made before ${call.get('function')?.text ?? ''}() looks at the first`;
    return { at: call, what, ...applyUnless(reason, asGeneratorArgument(list)) };
  },
};
