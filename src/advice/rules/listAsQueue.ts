/** pop(0) and insert(0, x) move every item of a list; a deque moves none. */
import { insertAt, reach, replaceNode } from '../edits';
import { isEmptyList, isNewList, localOf, methodOn } from '../locals';
import { applyUnless, type Rule } from '../rule';
import { loopAround } from '../scopes';
import type { Syntax } from '../syntax';

const DEQUE_METHODS = ['append', 'extend', 'clear', 'remove', 'count', 'reverse'];

export const listAsQueue: Rule = {
  id: 'list-as-queue',
  title: 'A list used as a queue',
  family: 'algorithms',
  gain: 'time',
  weight: 'self',
  on: ['call'],
  match(call, { file }) {
    const object = call.get('function')?.get('object') ?? null;
    const local = object?.type === 'identifier' && isFront(call) && loopAround(call) !== null ? localOf(object) : null;
    if (local === null || !isNewList(local.value, file) || local.uses.find((use) => methodOn(use) !== null &&
      isFront(methodOn(use)?.call)) !== object) {
      return null;
    }
    const moves = local.uses.map((use) => (isFront(methodOn(use)?.call) ? (methodOn(use)?.call ?? null) : null));
    const isKnown = local.uses.every((use, index) => moves[index] !== null || isDequeUse(use));
    if (!isKnown) {
      return null;
    }
    const { name, edits } = reach(file, 'collections', 'deque');
    const { value } = local;
    const made = isEmptyList(value, file)
      ? [replaceNode(value, `${name}()`)]
      : [insertAt(value.start, `${name}(`), insertAt(value.end, ')')];
    const rewritten = [...edits, ...made, ...moves.flatMap((each) => (each === null ? [] : moveEdits(each)))];
    // A list may change while a loop walks over it, a deque raises RuntimeError.
    const isWalked = local.uses.some((use) => use.parent?.type === 'for_statement' || use.parent?.type === 'for_in_clause');
    const reason = isWalked ? `If ${local.name} changes while a loop walks over it, a deque raises RuntimeError.` : null;
    return { at: call, what: `every other item of ${local.name} is moved by one place`, ...applyUnless(reason, rewritten, ['collections']) };
  },
};

function isFront(call: Syntax | null | undefined): boolean {
  const method = call?.get('function')?.get('attribute')?.text;
  const [first, ...more] = call?.get('arguments')?.parts ?? [];
  return first?.text === '0' && ((method === 'pop' && more.length === 0) || (method === 'insert' && more.length === 1));
}

function moveEdits(call: Syntax): { start: number; end: number; text: string }[] {
  const attribute = call.get('function')?.get('attribute');
  const [first, second] = call.get('arguments')?.parts ?? [];
  if (attribute === null || attribute === undefined || first === undefined) return [];
  return second === undefined
    ? [replaceNode(attribute, 'popleft'), replaceNode(first, '')]
    : [replaceNode(attribute, 'appendleft'), { start: first.start, end: second.start, text: '' }];
}

/** What a list and a deque do alike. */
function isDequeUse(use: Syntax): boolean {
  const method = methodOn(use);
  if (method !== null) {
    return DEQUE_METHODS.includes(method.method) || (method.method === 'pop' && (method.call.get('arguments')?.parts.length ?? 1) === 0);
  }
  const { parent } = use;
  switch (parent?.type) {
    case 'while_statement':
    case 'if_statement':
    case 'not_operator':
    case 'boolean_operator':
      return true;
    case 'for_statement':
    case 'for_in_clause':
      return use.field === 'right';
    case 'argument_list':
      return ['len', 'bool', 'sum', 'max', 'min', 'sorted', 'list', 'tuple', 'set', 'any', 'all'].includes(parent.parent?.get('function')?.text ?? '');
    default:
      return false;
  }
}
