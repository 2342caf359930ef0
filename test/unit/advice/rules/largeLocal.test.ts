/** A large value kept after its last use. */
import { describeRule } from '../support';

const after = '    for i in range(n):\n        print(i)\n    return total\n';
const text = (value: string, more = ''): string => `def run(n):\n    data = ${value}\n    total = len(data)\n${more}${after}`;

describeRule('large-local', {
  applies: [[text('[i for i in range(n)]'), text('[i for i in range(n)]', '    del data\n')]],
  // What a call gives may be a lock or a temporary folder, whose end does something.
  tries: [[text('acquire(n)'), text('acquire(n)', '    del data\n')]],
  quiet: ['def run(n):\n    data = [i for i in range(n)]\n    return len(data)\n', `data = [1]\nprint(data)\nprint(2)\n`],
});
