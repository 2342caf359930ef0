/** for x in […]: builds a whole list to take its values one at a time. */
import { replaceBrackets, simpleFor } from '../calls';
import { dependsOnFrame, isReadOnly } from '../effects';
import { boundNames, usesOf } from '../scopes';
import { applyUnless, type Rule } from '../rule';

export const listLoop: Rule = {
  id: 'list-loop',
  title: 'A list built only to be looped over once',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const list = simpleFor(node)?.iterable ?? null;
    const body = node.get('body');
    if (list?.type !== 'list_comprehension' || body === null || dependsOnFrame(list)) {
      return null;
    }
    const made = new Set(list.find('identifier').map(({ text }) => text));
    const isTouched = [...boundNames(node)].some((name) => made.has(name)) || [...made].some((name) => usesOf(name, body).length > 0);
    const isApart = !isTouched && isReadOnly(list, file) && isReadOnly(body, file);
    const reason = isApart ? null : "The loop's body now runs between the values, so it must not change what they are made of.";
    const what = 'a whole list is built to be looped over once';
    return { at: list, weighed: list, what, ...applyUnless(reason, replaceBrackets(list, '(', ')')) };
  },
};
