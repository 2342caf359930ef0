/** xs.count(x) in a loop walks through all of xs for each x. */
import { methodCall } from '../calls';
import { insertBefore, reach, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { boundNames, isUsedIn, loopAround, statementAround } from '../scopes';

export const countInLoop: Rule = {
  id: 'count-in-loop',
  title: 'A list counted through for each item',
  family: 'algorithms',
  gain: 'time',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const method = methodCall(call);
    const [value, ...more] = method?.args ?? [];
    const loop = loopAround(call);
    if (method?.method !== 'count' || value === undefined || more.length > 0 || method.object.type !== 'identifier' || loop === null) {
      return null;
    }
    const [list, at] = [method.object.text, statementAround(loop)];
    const isChanged = boundNames(loop).has(list) || loop.find('call').some((each) => methodCall(each)?.object.text === list && methodCall(each)?.method !== 'count');
    if (isChanged || isUsedIn(list, value) || /string/.test(value.type) || value.type === 'integer') {
      return null;
    }
    const counts = file.names.fresh('counts');
    const { name, edits } = reach(file, 'collections', 'Counter');
    const before = insertBefore(file, at, `${counts} = ${name}(${list})`);
    if (before === null) {
      return null;
    }
    const rewritten = [...edits, before, replaceNode(call, `${counts}[${value.text}]`)];
    const reason = `It is not known that ${list} is a list (text counts otherwise) whose items can be hashed.`;
    return { at: call, what: `all of ${list} is walked through for each item`, ...tryOnly(rewritten, reason, ['collections']) };
  },
};
