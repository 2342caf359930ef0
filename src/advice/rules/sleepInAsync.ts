/** time.sleep() in an async function stops every task of the loop. */
import { reach, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { functionAround } from '../scopes';

export const sleepInAsync: Rule = {
  id: 'sleep-in-async',
  title: 'time.sleep() in an async function',
  family: 'waiting',
  gain: 'time',
  weight: 'total',
  on: ['call'],
  match(call, { file }) {
    const callee = call.get('function');
    const owner = functionAround(call);
    if (callee === null || owner?.has('async') !== true || file.names.qualified(callee) !== 'time.sleep' || call.parent?.type === 'await') {
      return null;
    }
    const { name, edits } = reach(file, 'asyncio', 'sleep');
    const rewritten = [...edits, replaceNode(callee, `await ${name}`)];
    const reason = 'Other tasks then run meanwhile and may change what this one relies on.';
    return { at: call, what: 'every task waits while this one sleeps', ...tryOnly(rewritten, reason, ['asyncio']) };
  },
};
