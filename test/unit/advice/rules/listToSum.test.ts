/** sum([…]). */
import { describeRule } from '../support';

describeRule('list-to-sum', {
  applies: [
    ['total = sum([x * 2 for x in values])\n', 'total = sum(x * 2 for x in values)\n'],
    ['total = sum([len(x) for x in values], 10)\n', 'total = sum((len(x) for x in values), 10)\n'],
    ['total = sum([\n    x  # each\n    for x in values\n],)\n', 'total = sum((\n    x  # each\n    for x in values\n),)\n'],
  ],
  tries: [['total = sum([price(x) for x in values])\n', 'total = sum(price(x) for x in values)\n']],
  quiet: [
    'total = sum(x for x in values)\n',
    'total = sum([1, 2, 3])\n',
    'def sum(values):\n    return 0\ntotal = sum([x for x in values])\n',
    'from numpy import *\ntotal = sum([x for x in values])\n',
    'def f(sum, values):\n    return sum([x for x in values])\n',
    'async def f(values):\n    return sum([await x for x in values])\n',
    'class A(B):\n    def f(self, xs):\n        return sum([super().f(x) for x in xs])\n',
    'total = numpy.sum([x for x in values])\n',
  ],
});
