/** sum(lists, []) copies everything gathered so far for each list. */
import { argumentsOf } from '../calls';
import { reach, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';

export const quadraticSum: Rule = {
  id: 'quadratic-sum',
  title: 'Lists joined with sum()',
  family: 'algorithms',
  gain: 'either',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const [lists, start, ...more] = argumentsOf(call);
    const value = start?.type === 'keyword_argument' && start.get('name')?.text === 'start' ? start.get('value') : start;
    const isEmpty = value?.type === 'list' && value.parts.length === 0;
    if (lists === undefined || !isEmpty || more.length > 0 || !file.names.isBuiltin(call.get('function'), 'sum')) {
      return null;
    }
    const { name, edits } = reach(file, 'itertools', 'chain');
    const rewritten = [...edits, replaceNode(call, `list(${name}.from_iterable(${lists.text}))`)];
    const reason = 'sum() takes lists only, chain takes anything that can be looped over.';
    return { at: call, what: 'everything gathered so far is copied again for each list', ...tryOnly(rewritten, reason, ['itertools']) };
  },
};
