/** An import at the head of the file that one function alone needs. */
import { indentOf, insertAt, removeStatement } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { functionAround, usesOf } from '../scopes';
import type { Syntax } from '../syntax';

export const heavyImport: Rule = {
  id: 'heavy-import',
  title: 'An import that one function needs',
  family: 'start-up',
  gain: 'either',
  weight: 'total',
  on: ['import_statement', 'import_from_statement'],
  match(node, { file }) {
    if (node.parent !== null || node.find('wildcard_import').length > 0 || node.text.startsWith('from __future__') || node.text.includes('\n')) {
      return null;
    }
    const own = file.names.imports.filter(({ alias, isTopLevel }) => isTopLevel && alias !== '*' && new RegExp(`\\b${alias}\\b`).test(node.text));
    const names = node.getAll('name').map((each) => each.get('alias')?.text ?? each.text.split('.')[0] ?? '');
    if (own.length === 0 || names.length === 0 || /^__all__\b/m.test(file.text)) {
      return null;
    }
    const uses = file.body.flatMap((statement) => (statement === node ? [] : names.flatMap((name) => usesOf(name, statement))));
    const owners = new Set(uses.map((use) => outermostFunction(use)));
    const [owner] = owners;
    const first = owner?.get('body')?.parts.find((each) => each.parts[0]?.type !== 'string' || each.type !== 'expression_statement');
    const removed = removeStatement(file, node);
    if (owners.size !== 1 || owner === null || owner === undefined || first === undefined || removed === null ||
      indentOf(file, first) === null) {
      return null;
    }
    const isBody = uses.every((use) => owner.get('body')?.contains(use) === true);
    if (!isBody || owner.get('body')!.start > first.start) {
      return null;
    }
    const edits = [removed, insertAt(first.start, `${node.text}${file.lineEnd}${indentOf(file, first) ?? ''}`)];
    const name = owner.get('name')?.text ?? '';
    const reason = `The first call of ${name} then pays for it, and other files may take the name from this one.`;
    return { at: node, what: `it is imported at every start and only ${name}() needs it`, ...tryOnly(edits, reason) };
  },
};

function outermostFunction(node: Syntax): Syntax | null {
  let found = functionAround(node);
  for (let next = found; next !== null; next = functionAround(next)) found = next;
  return found;
}
