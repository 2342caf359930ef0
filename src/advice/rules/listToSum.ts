/** sum([…]) builds a list only to add it up. */
import { argumentsOf, asGeneratorArgument } from '../calls';
import { dependsOnFrame, lazinessReason } from '../effects';
import { applyUnless, type Rule } from '../rule';

export const listToSum: Rule = {
  id: 'list-to-sum',
  title: 'A list built only to be summed',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const [list] = argumentsOf(call);
    if (list?.type !== 'list_comprehension' || !file.names.isBuiltin(call.get('function'), 'sum') || dependsOnFrame(list)) {
      return null;
    }
    const edits = asGeneratorArgument(list);
    return { at: call, what: 'a list is built only to be summed', ...applyUnless(lazinessReason(list, file), edits) };
  },
};
