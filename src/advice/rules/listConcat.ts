/** xs = xs + [x] in a loop copies the whole list for each item. */
import { argumentText, assignmentOf, augmentedOf } from '../calls';
import { isUsedIn, loopAround } from '../scopes';
import { isNewList, localOf } from '../locals';
import { replaceNode } from '../edits';
import { applyUnless, tryOnly, type Match, type Rule } from '../rule';
import type { SourceFile } from '../sourceFile';
import type { Syntax } from '../syntax';

export const listConcat: Rule = {
  id: 'list-concat',
  title: 'A list copied to add one item',
  family: 'algorithms',
  gain: 'either',
  weight: 'self',
  on: ['expression_statement'],
  match(statement, { file }) {
    return loopAround(statement) === null ? null : (grown(statement) ?? added(statement, file));
  },
};

/** xs = xs + [x] */
function grown(statement: Syntax): Match | null {
  const made = assignmentOf(statement);
  const sum = made?.right.type === 'binary_operator' && made.right.get('operator')?.text === '+' ? made.right : null;
  const item = onlyItem(sum?.get('right') ?? null);
  const name = made?.left.text ?? '';
  if (made === null || item === null || made.left.type !== 'identifier' || sum?.get('left')?.text !== name || isUsedIn(name, item)) {
    return null;
  }
  const edits = [replaceNode(statement, `${name}.append(${argumentText(item)})`)];
  const reason = 'The list itself grows, which others that hold it would see.';
  return { at: statement, what: 'the whole list is copied to add one item', ...tryOnly(edits, reason) };
}

/** xs += [x] */
function added(statement: Syntax, file: SourceFile): Match | null {
  const made = augmentedOf(statement, '+=');
  const item = onlyItem(made?.right ?? null);
  if (made === null || item === null || made.left.type !== 'identifier' || isUsedIn(made.left.text, item)) {
    return null;
  }
  const local = localOf(made.left, true);
  const reason = local !== null && isNewList(local.value, file) ? null : `It is not known that ${made.left.text} is a list.`;
  const edits = [replaceNode(statement, `${made.left.text}.append(${argumentText(item)})`)];
  return { at: statement, what: 'a list is made for each item only to be added', ...applyUnless(reason, edits) };
}

function onlyItem(list: Syntax | null): Syntax | null {
  const [item, ...more] = list?.type === 'list' ? list.parts : [];
  return item === undefined || more.length > 0 || item.type === 'list_splat' || (list?.find('comment').length ?? 0) > 0 ? null : item;
}
