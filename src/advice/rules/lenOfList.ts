/** len([… for … if …]) builds a list only to count it. */
import { comprehensionOf, onlyArgument } from '../calls';
import { dependsOnFrame, isReadOnly, lazinessReason } from '../effects';
import { replaceNode } from '../edits';
import { applyUnless, type Rule } from '../rule';

export const lenOfList: Rule = {
  id: 'len-of-list',
  title: 'A list built only to be counted',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const list = onlyArgument(call);
    const made = list?.type === 'list_comprehension' ? comprehensionOf(list) : null;
    const callee = call.get('function');
    if (list === null || made === null || callee === null || !file.names.isBuiltin(callee, 'len') || dependsOnFrame(list)) {
      return null;
    }
    const [first, last] = [list.children[0], list.children.at(-1)];
    const isShadowed = file.names.bound.has('sum') || file.names.imports.some(({ alias }) => alias === 'sum' || alias === '*');
    if (first === undefined || last === undefined || isShadowed || call.get('arguments')?.has(',') === true || !isReadOnly(made.element, file)) {
      return null;
    }
    const edits = [replaceNode(callee, 'sum'), replaceNode(first, ''), replaceNode(made.element, '1'), replaceNode(last, '')];
    return { at: call, what: 'a list is built only to be counted', ...applyUnless(lazinessReason(list, file), edits) };
  },
};
