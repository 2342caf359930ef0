/** self.text += piece in a loop copies all text so far each time: Python grows only local names in place. */
import { augmentedOf } from '../calls';
import { indentOf, insertAt, insertAfter, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { isUsedIn } from '../scopes';
import type { Syntax } from '../syntax';

export const attributeConcat: Rule = {
  id: 'attribute-concat',
  title: 'Text gathered in an attribute or item',
  family: 'algorithms',
  gain: 'time',
  weight: 'self',
  on: ['for_statement', 'while_statement'],
  match(node, { file }) {
    const grown = node.find('expression_statement').flatMap((statement) => augmentedOf(statement, '+=') ?? []);
    const [first] = grown.filter(({ left, right }) => left.type === 'attribute' && isText(right));
    const indent = indentOf(file, node);
    if (first === undefined || indent === null || node.within('for_statement', 'while_statement') !== null) {
      return null;
    }
    const path = first.left.text;
    const mentions = node.find('attribute').filter(({ text }) => text === path);
    const same = grown.filter(({ left }) => left.text === path);
    const base = path.split('.')[0] ?? '';
    const isClean = mentions.length === same.length && node.find('break', 'return_statement', 'yield', 'raise_statement').length === 0;
    if (!isClean || same.some(({ right }) => isUsedIn(base, right) || right.type === 'expression_list')) {
      return null;
    }
    const parts = file.names.fresh('parts');
    const after = insertAfter(file, node, `${path} += "".join(${parts})`);
    if (after === null) {
      return null;
    }
    const edits = [
      insertAt(node.start, `${parts} = []${file.lineEnd}${indent}`),
      ...same.map(({ left, right }) => replaceNode(left.parent ?? left, `${parts}.append(${right.text})`)),
      after,
    ];
    const reason = `Nothing called in the loop may look at ${path}, which now changes only after it.`;
    const what = `all text in ${path} is copied for each piece`;
    return { at: first.left.parent ?? first.left, what, ...tryOnly(edits, reason) };
  },
};

/** Text by its syntax. */
function isText(node: Syntax): boolean {
  switch (node.type) {
    case 'string':
    case 'concatenated_string':
      return !/^[a-zA-Z]*b/i.test(node.text.slice(0, 2).replace(/["'].*/, ''));
    case 'binary_operator':
      return isText(node.get('left') ?? node.parts[0]!) || (node.get('right') !== null && isText(node.get('right')!));
    case 'call':
      return node.get('function')?.text === 'str';
    default:
      return false;
  }
}
