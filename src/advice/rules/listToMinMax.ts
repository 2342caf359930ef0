/** min([…]) and max([…]) build a list only to look through it. */
import { argumentsOf, asGeneratorArgument } from '../calls';
import { dependsOnFrame, lazinessReason } from '../effects';
import { applyUnless, type Rule } from '../rule';

export const listToMinMax: Rule = {
  id: 'list-to-min-max',
  title: 'A list built only to find its smallest or largest',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const [list, ...more] = argumentsOf(call);
    const isReduced = file.names.isBuiltin(call.get('function'), 'min', 'max') && more.every(({ type }) => type === 'keyword_argument');
    if (list?.type !== 'list_comprehension' || !isReduced || dependsOnFrame(list)) {
      return null;
    }
    const what = `a list is built only to find its ${call.get('function')?.text === 'min' ? 'smallest' : 'largest'} value`;
    return { at: call, what, ...applyUnless(lazinessReason(list, file), asGeneratorArgument(list)) };
  },
};
