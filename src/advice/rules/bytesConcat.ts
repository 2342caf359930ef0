/** data += chunk on bytes copies everything so far; a bytearray grows in place. */
import { augmentedOf, methodCall } from '../calls';
import { replaceNode, insertAt } from '../edits';
import { localOf } from '../locals';
import { tryOnly, type Rule } from '../rule';
import { loopAround } from '../scopes';

export const bytesConcat: Rule = {
  id: 'bytes-concat',
  title: 'Bytes gathered with +=',
  family: 'algorithms',
  gain: 'either',
  weight: 'self',
  on: ['expression_statement'],
  match(statement) {
    const grown = augmentedOf(statement, '+=');
    const local = grown?.left.type === 'identifier' && loopAround(statement) !== null ? localOf(grown.left, true) : null;
    if (grown === null || local === null || !/^b(?:""|'')$/i.test(local.value.text)) {
      return null;
    }
    const others = local.uses.filter((use) => use.parent?.type !== 'augmented_assignment' || use.field !== 'left');
    const isPlain = others.every((use) => {
      const method = methodCall(use.parent?.parent ?? null)?.method;
      return use.parent?.type === 'return_statement' || method === 'decode' || use.parent?.type === 'argument_list';
    });
    if (!isPlain) {
      return null;
    }
    const wrapped = others.filter((use) => use.parent?.type === 'return_statement' || (use.parent?.type === 'argument_list' && use.parent.parent?.get('function')?.text !== 'len'));
    const edits = [
      replaceNode(local.value, 'bytearray()'),
      ...wrapped.flatMap((use) => [insertAt(use.start, 'bytes('), insertAt(use.end, ')')]),
    ];
    return {
      at: statement,
      what: `all bytes in ${local.name} are copied for each piece`,
      ...tryOnly(edits, 'While the loop runs it is a bytearray, which some functions treat otherwise.'),
    };
  },
};
