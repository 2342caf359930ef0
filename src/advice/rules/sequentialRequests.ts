/** [requests.get(u) for u in urls] waits for each answer before it asks the next. */
import { comprehensionOf, onlyArgument } from '../calls';
import { hasComment, reach, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { functionAround } from '../scopes';

const WAITING = /(?:^|\.)(?:fetch|download|request|urlopen|get_url|load_url)\w*$|^requests\.get$|^time\.sleep$/;

export const sequentialRequests: Rule = {
  id: 'sequential-requests',
  title: 'Answers waited for one after another',
  family: 'waiting',
  gain: 'time',
  weight: 'total',
  on: ['list_comprehension'],
  match(node, { file }) {
    const made = comprehensionOf(node);
    const clause = made?.clauses[0];
    const call = made?.element.type === 'call' ? made.element : null;
    const argument = call === null ? null : onlyArgument(call);
    const callee = call?.get('function') ?? null;
    const target = clause?.get('left');
    if (made === null || clause === undefined || callee === null || made.clauses.length > 1 || made.filters.length > 0 ||
      hasComment(node)) {
      return null;
    }
    const isWaiting = WAITING.test(callee.text) && argument?.text === target?.text && target?.type === 'identifier';
    if (!isWaiting || functionAround(node)?.has('async') === true || clause.has('async')) {
      return null;
    }
    const { name, edits } = reach(file, 'multiprocessing.pool', 'ThreadPool');
    const rewritten = [...edits, replaceNode(node, `${name}(8).map(${callee.text}, ${clause.get('right')?.text ?? '[]'})`)];
    const reason = 'Calls then overlap: the function must be safe in threads, and whom it asks must allow eight at once.';
    return { at: node, what: 'each call waits for the one before', ...tryOnly(rewritten, reason, ['multiprocessing']) };
  },
};
