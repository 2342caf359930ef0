/** for x in list(xs): copies what could be looped over as it is. */
import { onlyArgument, simpleFor } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { isReadOnly } from '../effects';
import { usesOf } from '../scopes';
import { applyUnless, type Rule } from '../rule';

export const listCopyLoop: Rule = {
  id: 'list-copy-loop',
  title: 'A copy made only to be looped over',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const call = simpleFor(node)?.iterable ?? null;
    const source = call?.type === 'call' ? onlyArgument(call) : null;
    const body = node.get('body');
    if (call === null || source === null || body === null || !file.names.isBuiltin(call.get('function'), 'list', 'tuple')) {
      return null;
    }
    if (hasComment(call) || source.type === 'generator_expression' || source.type === 'list_comprehension') {
      return null;
    }
    const names = source.find('identifier').map(({ text }) => text);
    const isApart = isReadOnly(body, file) && isReadOnly(source, file) && names.every((name) => usesOf(name, body).length === 0);
    const reason = isApart ? null : 'The copy may be there because the loop changes what it walks over.';
    return { at: call, what: 'everything is copied to be looped over once', ...applyUnless(reason, [replaceNode(call, source.text)]) };
  },
};
