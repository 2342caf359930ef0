/** try: x = d[k] except KeyError: x = default in a loop: each miss makes an exception and throws it. */
import { assignmentOf, bodyOf } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { isConstant, isReadOnly } from '../effects';
import { tryOnly, type Rule } from '../rule';
import { loopAround } from '../scopes';

export const keyErrorLoop: Rule = {
  id: 'key-error-loop',
  title: 'Missing keys found by exceptions',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['try_statement'],
  match(node, { file }) {
    const [statement, ...more] = bodyOf(node);
    const clauses = node.parts.filter(({ type }) => /clause/.test(type));
    const [clause] = clauses;
    const tried = assignmentOf(statement);
    const handler = clause?.parts.find(({ type }) => type === 'block')?.parts ?? [];
    const fallback = assignmentOf(handler[0]);
    const caught = clause?.parts[0];
    if (tried === null || fallback === null || clauses.length !== 1 || more.length > 0 || handler.length !== 1 || hasComment(node)) {
      return null;
    }
    const item = tried.right.type === 'subscript' ? tried.right : null;
    const [object, key] = [item?.get('value'), item?.get('subscript')];
    const isSame = tried.left.text === fallback.left.text && tried.left.type === 'identifier' && file.names.isBuiltin(caught ?? null, 'KeyError');
    if (!isSame || object === undefined || key === undefined || object === null || key === null || key.type === 'slice' || loopAround(node) === null) {
      return null;
    }
    if (item?.getAll('subscript').length !== 1 || !isConstant(fallback.right) || !isReadOnly(item, file)) {
      return null;
    }
    const edits = [replaceNode(node, `${tried.left.text} = ${object.text}.get(${key.text}, ${fallback.right.text})`)];
    const reason = `It is not known that ${object.text} is a dict, nor one without a default for missing keys.`;
    return { at: node, what: 'each missing key makes an exception, throws and catches it', ...tryOnly(edits, reason) };
  },
};
