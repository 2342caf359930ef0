/** A list used as a queue. */
import { describeRule } from '../support';

const head = 'from collections import deque\n';
const pop = (made: string, taken: string, more = ''): string => `def run(xs):\n    queue = ${made}\n    while queue:\n        ${taken}\n${more}`;
const walk = '    for x in queue:\n        print(x)\n';

describeRule('list-as-queue', {
  applies: [[pop('list(xs)', 'queue.pop(0)'), head + pop('deque(list(xs))', 'queue.popleft()')]],
  tries: [[pop('[]', 'queue.insert(0, 1)', walk), head + pop('deque()', 'queue.appendleft(1)', walk)]],
  quiet: [pop('list(xs)', 'queue.pop()'), pop('list(xs)', 'queue.pop(0)', '    return queue\n'), pop('xs', 'queue.pop(0)')],
});
