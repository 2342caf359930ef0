/** math.sqrt(x) in a hot loop looks sqrt up in the module each time; Python 3.11 and later remember where it is. */
import { insertBefore, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { functionAround, loopAround, statementAround } from '../scopes';

const MODULES = ['math', 'cmath', 'operator', 'random', 'time', 'os.path', 'struct', 'bisect', 'heapq', 'itertools'];

export const moduleAttributeInLoop: Rule = {
  id: 'module-attribute-in-loop',
  title: 'A function of a module looked up in a loop',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  minors: [9, 10],
  match(node, { file }) {
    if (functionAround(node) === null || loopAround(node) !== null) {
      return null;
    }
    const calls = node.find('call').map((call) => call.get('function')).filter((callee) => callee?.type === 'attribute' && loopAround(callee) === node);
    const [first] = calls.filter((callee) => MODULES.includes((file.names.qualified(callee) ?? '').replace(/\.\w+$/, '')));
    if (first === null || first === undefined) {
      return null;
    }
    const same = node.find('attribute').filter(({ text }) => text === first.text);
    const name = file.names.fresh(first.get('attribute')?.text ?? 'function');
    const before = insertBefore(file, statementAround(node), `${name} = ${first.text}`);
    if (before === null || same.some((each) => functionAround(each) !== functionAround(node))) {
      return null;
    }
    const edits = [before, ...same.map((each) => replaceNode(each, name))];
    const reason = `The loop must not replace ${first.text}, as tests with mocks do.`;
    return { at: first, weighed: node, what: `${first.text} is looked up in its module each time`, ...tryOnly(edits, reason) };
  },
};
