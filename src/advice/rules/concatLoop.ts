/** df = pd.concat([df, part]) in a loop copies everything so far for each part. */
import { argumentsOf, assignmentOf } from '../calls';
import { insertAfter, insertBefore, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { loopAround, statementAround, usesOf } from '../scopes';

export const concatLoop: Rule = {
  id: 'concat-loop',
  title: 'A frame copied for each part that is added',
  family: 'pandas',
  gain: 'either',
  weight: 'total',
  on: ['expression_statement'],
  packages: ['pandas'],
  match(statement, { file }) {
    const made = assignmentOf(statement);
    const call = made?.right.type === 'call' ? made.right : null;
    const callee = call?.get('function') ?? null;
    const [list, ...options] = call === null ? [] : argumentsOf(call);
    const [own, part, ...more] = list?.type === 'list' ? list.parts : [];
    const loop = loopAround(statement);
    if (made === null || callee === null || file.names.qualified(callee) !== 'pandas.concat' || own?.text !== made.left.text || part === undefined) {
      return null;
    }
    if (loop === null || more.length > 0 || usesOf(made.left.text, loop).length !== 2 || options.some(({ type }) => type !== 'keyword_argument')) {
      return null;
    }
    const name = made.left.text;
    const parts = file.names.fresh('parts');
    const rest = options.map(({ text }) => `, ${text}`).join('');
    const before = insertBefore(file, statementAround(loop), `${parts} = [${name}]`);
    const after = insertAfter(file, statementAround(loop), `${name} = ${callee.text}(${parts}${rest})`);
    if (before === null || after === null) {
      return null;
    }
    const edits = [before, replaceNode(statement, `${parts}.append(${part.text})`), after];
    const reason = 'The types of columns are chosen once for all parts, and if an error ends the loop the parts so far are lost.';
    return { at: statement, what: 'everything so far is copied for each part', ...tryOnly(edits, reason) };
  },
};
