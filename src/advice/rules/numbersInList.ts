/** [0.0] * n and [0] * n: an object for each number; an array keeps the numbers themselves. */
import { reach, replaceNode } from '../edits';
import { localOf } from '../locals';
import { tryOnly, type Rule } from '../rule';

export const numbersInList: Rule = {
  id: 'numbers-in-list',
  title: 'Many numbers in a list',
  family: 'memory',
  gain: 'memory',
  weight: 'self',
  on: ['assignment'],
  match(node, { file }) {
    const [name, value] = [node.get('left'), node.get('right')];
    const list = value?.type === 'binary_operator' && value.get('operator')?.text === '*' ? value.get('left') : null;
    const count = value?.get('right')?.text;
    const [number, ...more] = list?.type === 'list' ? list.parts : [];
    const code = number?.type === 'float' ? 'd' : number?.type === 'integer' ? 'q' : null;
    const local = name?.type === 'identifier' ? localOf(name) : null;
    if (value === null || number === undefined || code === null || more.length > 0 || count === undefined || local === null) {
      return null;
    }
    const isIndexed = local.uses.some((use) => use.parent?.type === 'subscript' && use.field === 'value');
    if (!isIndexed) {
      return null;
    }
    const { name: array, edits } = reach(file, 'array', 'array');
    const rewritten = [...edits, replaceNode(value, `${array}("${code}", [${number.text}]) * ${count}`)];
    const limits = code === 'q' ? 'only whole numbers of 64 bits' : 'only floats';
    const reason = `It takes ${limits}, and is no list: json, + with a list and isinstance() see the difference.`;
    return { at: value, weighed: node, what: 'a list holds a reference to an object for each number', ...tryOnly(rewritten, reason, ['array']) };
  },
};
