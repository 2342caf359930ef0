/** x in a list that grows or stays, asked in a loop: each question walks through the list. */
import { insertAt, replaceNode } from '../edits';
import { isEmptyList, isMembershipTest, isNewList, localOf, methodOn } from '../locals';
import { tryOnly, type Rule } from '../rule';
import { loopAround } from '../scopes';

export const listMembership: Rule = {
  id: 'list-membership',
  title: 'A list searched again and again',
  family: 'algorithms',
  gain: 'time',
  weight: 'self',
  on: ['comparison_operator'],
  match(node, { file }) {
    const list = node.parts[1];
    const local = list?.type === 'identifier' && isMembershipTest(list) && loopAround(node) !== null ? localOf(list) : null;
    if (local === null || list === undefined || !isNewList(local.value, file) || local.uses.find(isMembershipTest) !== list) {
      return null;
    }
    const others = local.uses.filter((use) => !isMembershipTest(use));
    const appends = others.map(methodOn);
    if (appends.some((each) => each?.method !== 'append' || each.call.parent?.type !== 'expression_statement')) {
      return null;
    }
    if (loopAround(local.statement) === loopAround(node)) {
      return null;
    }
    const { value } = local;
    const made = isEmptyList(value, file)
      ? [replaceNode(value, 'set()')]
      : [insertAt(value.start, 'set('), insertAt(value.end, ')')];
    const adds = appends.flatMap((each) => {
      const attribute = each?.call.get('function')?.get('attribute');
      return attribute === null || attribute === undefined ? [] : [replaceNode(attribute, 'add')];
    });
    const reason = 'Its values must be hashable, and equal ones must have equal hashes.';
    return { at: node, what: `${local.name} is searched from its beginning each time`, ...tryOnly([...made, ...adds], reason) };
  },
};
