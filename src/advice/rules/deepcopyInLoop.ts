/** copy.deepcopy() in a loop walks through everything that hangs on an object, in Python. */
import { onlyArgument } from '../calls';
import { reach, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { loopAround } from '../scopes';

export const deepcopyInLoop: Rule = {
  id: 'deepcopy-in-loop',
  title: 'Deep copies made in a loop',
  family: 'algorithms',
  gain: 'either',
  weight: 'total',
  on: ['call'],
  match(call, { file }) {
    const callee = call.get('function');
    if (callee === null || onlyArgument(call) === null || file.names.qualified(callee) !== 'copy.deepcopy' || loopAround(call) === null) {
      return null;
    }
    const { name, edits } = reach(file, 'copy', 'copy');
    const reason = 'Only the outermost object is copied: what it holds is shared, and must not be changed in place.';
    return { at: call, what: 'everything that hangs on the object is copied', ...tryOnly([...edits, replaceNode(callee, name)], reason) };
  },
};
