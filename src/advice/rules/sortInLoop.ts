/** append() and sort() in a loop put in order what is in order already, but for one item. */
import { expressionOf, methodCall } from '../calls';
import { hasComment, reach, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { loopAround } from '../scopes';

export const sortInLoop: Rule = {
  id: 'sort-in-loop',
  title: 'A list sorted again for each new item',
  family: 'algorithms',
  gain: 'time',
  weight: 'self',
  on: ['expression_statement'],
  match(statement, { file }) {
    const append = methodCall(expressionOf(statement));
    const { next } = statement;
    const sort = methodCall(expressionOf(next));
    const [value, ...more] = append?.args ?? [];
    const isPair = append?.method === 'append' && sort?.method === 'sort' && sort.args.length === 0 && sort.object.text === append.object.text;
    if (!isPair || value === undefined || more.length > 0 || next === null || loopAround(statement) === null || hasComment(statement)) {
      return null;
    }
    if (file.text.slice(statement.end, next.start).trim() !== '') {
      return null;
    }
    const { name, edits } = reach(file, 'bisect', 'insort');
    const rewritten = [...edits, { ...replaceNode(statement, `${name}(${append.object.text}, ${value.text})`), end: next.end }];
    const reason = 'The list must be in order before the first item comes.';
    return { at: statement, what: 'the whole list is looked through to place one item', ...tryOnly(rewritten, reason, ['bisect']) };
  },
};
