/** Files, networks and processes waited for in an async function stop every task of the loop. */
import { insertAt, reach, replaceNode } from '../edits';
import { argumentsOf } from '../calls';
import { tryOnly, type Rule } from '../rule';
import { functionAround } from '../scopes';

const BLOCKING = /^(?:requests\.(?:get|post|put|delete|head|patch|request)|urllib\.request\.urlopen|subprocess\.(?:run|call|check_call|check_output)|socket\.(?:create_connection|gethostbyname|getaddrinfo)|shutil\.(?:copy|copyfile|copytree|rmtree))$/;

export const blockingInAsync: Rule = {
  id: 'blocking-in-async',
  title: 'A blocking call in an async function',
  family: 'waiting',
  gain: 'time',
  weight: 'total',
  on: ['call'],
  match(call, { file }) {
    const callee = call.get('function');
    const owner = functionAround(call);
    const args = call.get('arguments');
    const qualified = file.names.qualified(callee) ?? '';
    const isDotted = /^(?:requests|subprocess|urllib|socket|shutil)\./.test(callee?.text ?? '');
    if (callee === null || args === null || owner?.has('async') !== true || !(BLOCKING.test(qualified) || (isDotted && BLOCKING.test(callee.text)))) {
      return null;
    }
    if (argumentsOf(call).length === 0 || args.type !== 'argument_list') {
      return null;
    }
    const { name, edits } = reach(file, 'asyncio', 'to_thread');
    const rewritten = [...edits, replaceNode(callee, `(await ${name}`), insertAt(args.start + 1, `${callee.text}, `), insertAt(call.end, ')')];
    const reason = 'It then runs in a thread, beside other tasks that may change what this one relies on.';
    return { at: call, what: 'every task waits while this one blocks', ...tryOnly(rewritten, reason, ['asyncio']) };
  },
};
