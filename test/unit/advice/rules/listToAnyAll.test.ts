/** any([…]) and all([…]). */
import { describeRule } from '../support';

describeRule('list-to-any-all', {
  applies: [['found = any([x > 3 for x in values])\n', 'found = any(x > 3 for x in values)\n']],
  tries: [['found = all([check(x) for x in values])\n', 'found = all(check(x) for x in values)\n']],
  quiet: ['found = any(x > 3 for x in values)\n', 'found = any([a, b])\n', 'any = f\nfound = any([x for x in values])\n'],
});
