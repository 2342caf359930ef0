/** xs = [] and a loop that only appends: what a comprehension does without looking append up. */
import { assignmentOf, expressionOf, methodCall, simpleFor } from '../calls';
import { hasComment } from '../edits';
import { dependsOnFrame } from '../effects';
import { isEmptyList, isUsedAfter, localOf } from '../locals';
import { applyUnless, type Rule } from '../rule';
import { boundNames, isUsedIn } from '../scopes';

export const appendLoop: Rule = {
  id: 'append-loop',
  title: 'A loop that only builds a list',
  family: 'builtins',
  gain: 'time',
  weight: 'self',
  on: ['for_statement'],
  match(node, { file }) {
    const loop = simpleFor(node);
    const [only, ...more] = loop?.body ?? [];
    const condition = only?.type === 'if_statement' && only.get('alternative') === null ? only : null;
    const [inner, ...rest] = condition?.get('consequence')?.parts ?? (only === undefined ? [] : [only]);
    const append = methodCall(expressionOf(inner));
    const [value, ...others] = append?.args ?? [];
    const made = assignmentOf(node.previous);
    if (loop === null || append?.method !== 'append' || value === undefined || made === null || node.previous === null) {
      return null;
    }
    const name = made.left.text;
    const isSame = append.object.text === name && made.left.type === 'identifier' && isEmptyList(made.right, file) && localOf(made.left) !== null;
    const isPlain = more.length + rest.length + others.length === 0 && !hasComment(node) && value.type !== 'list_splat';
    const test = condition?.get('condition') ?? null;
    const parts = [loop.iterable, value, ...(test === null ? [] : [test])];
    if (!isSame || !isPlain || parts.some((part) => dependsOnFrame(part) || isUsedIn(name, part) || part.find('named_expression').length > 0)) {
      return null;
    }
    const targets = [...boundNames(loop.target), ...loop.target.find('identifier').map(({ text }) => text)];
    if (value.text === loop.target.text || loop.target.find('attribute', 'subscript').length > 0 || targets.some((each) => isUsedAfter(each, node))) {
      return null;
    }
    const isTail = ['expression_list', 'conditional_expression', 'lambda'];
    const wrap = (part: { type: string; text: string }): string => (isTail.includes(part.type) ? `(${part.text})` : part.text);
    const filter = test === null ? '' : ` if ${wrap(test)}`;
    const element = value.type === 'expression_list' ? `(${value.text})` : value.text;
    const text = `[${element} for ${loop.target.text} in ${wrap(loop.iterable)}${filter}]`;
    // What stands between the two statements goes: it is white space, since comments forbid the change.
    const between = file.text.slice(node.previous.end, node.start);
    const isClean = between.trim() === '' && !text.includes('\n');
    const edits = [{ start: made.right.start, end: node.end, text }];
    const isSeen = node.within('try_statement') !== null;
    const reason = isSeen ? 'If an error ends the loop, the list built so far is lost.' : null;
    return isClean ? { at: node, what: 'append() is called for each item', ...applyUnless(reason, edits) } : null;
  },
};
