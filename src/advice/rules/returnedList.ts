/** A function that fills a list and returns it, where its callers only walk through it. */
import { expressionOf, methodCall } from '../calls';
import { removeStatement, replaceNode } from '../edits';
import { isEmptyList, localOf, methodOn } from '../locals';
import { tryOnly, type Rule } from '../rule';
import type { SourceFile } from '../sourceFile';
import type { Syntax } from '../syntax';

export const returnedList: Rule = {
  id: 'returned-list',
  title: 'A function that returns a list which is only walked through',
  family: 'generators',
  gain: 'memory',
  weight: 'self',
  on: ['function_definition'],
  match(node, { file }) {
    const body = node.get('body')?.parts ?? [];
    const last = body.at(-1);
    const result = last?.type === 'return_statement' ? last.parts[0] : undefined;
    const local = result?.type === 'identifier' ? localOf(result) : null;
    if (local === null || last === undefined || node.has('async') || !isEmptyList(local.value, file) || hasOtherExits(node, last)) {
      return null;
    }
    const appends = local.uses.filter((use) => use !== result).map(appended);
    if (appends.length === 0 || appends.includes(null) || !isWalkedByCallers(node, file)) {
      return null;
    }
    const removed = [removeStatement(file, local.statement), removeStatement(file, last)];
    const yields = appends.flatMap((each) => (each === null ? [] : [replaceNode(each.statement, `yield ${each.value.text}`)]));
    if (removed.some((edit) => edit === null) || appends.some((each) => each?.statement.within('try_statement', 'with_statement') !== null)) {
      return null;
    }
    const edits = [...removed.flatMap((edit) => edit ?? []), ...yields];
    const reason = 'The body then runs while its callers walk, and other files may use the result as a list.';
    return { at: node.get('name') ?? node, weighed: node, what: 'it fills a list that its callers only walk through', ...tryOnly(edits, reason) };
  },
};

function appended(use: Syntax): { readonly statement: Syntax; readonly value: Syntax } | null {
  const found = methodOn(use);
  const statement = found?.call.parent ?? null;
  const value = methodCall(found?.call ?? null)?.args[0];
  const isPlain = found?.method === 'append' && expressionOf(statement) === found.call && value !== undefined && value.type !== 'list_splat';
  return isPlain && statement !== null ? { statement, value } : null;
}

function hasOtherExits(node: Syntax, last: Syntax): boolean {
  const returns = node.find('return_statement', 'yield').filter((each) => each.within('function_definition', 'lambda') === node);
  return returns.some((each) => each !== last);
}

/** Every mention of the function in the file is a call whose result is walked once; there is at least one. */
function isWalkedByCallers(node: Syntax, file: SourceFile): boolean {
  const name = node.get('name')?.text ?? '';
  const count = [...file.text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length;
  if (count < 2 || count > 20 || node.parent?.type === 'decorated_definition') return false;
  const uses = file.body.flatMap((statement) => statement.find('identifier')).filter(({ text, parent }) => text === name && parent !== node);
  return uses.length > 0 && uses.every((use) => isWalkedCall(use.parent?.type === 'attribute' ? use.parent : use));
}

function isWalkedCall(callee: Syntax): boolean {
  const call = callee.parent;
  if (call?.type !== 'call' || callee.field !== 'function') return false;
  const holder = call.parent;
  const isLooped = (holder?.type === 'for_statement' || holder?.type === 'for_in_clause') && call.field === 'right' && !holder.has('async');
  const outer = holder?.type === 'argument_list' && holder.parts.length === 1 ? holder.parent?.get('function')?.text : undefined;
  return isLooped || ['sum', 'min', 'max', 'any', 'all', 'set', 'sorted', 'list', 'tuple'].includes(outer ?? '');
}
