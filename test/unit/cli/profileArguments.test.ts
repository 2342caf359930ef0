/** Where our options end and the program's begin. */
import assert from 'node:assert/strict';
import { profileArguments } from '../../../src/cli/profileArguments';
import { EmberlineError } from '../../../src/core/errors';

const parse = (...args: string[]): ReturnType<typeof profileArguments> => profileArguments(args, '/project');

describe('profileArguments', () => {
  it('leaves what follows -- to the program', () => {
    const { target, memory } = parse('--memory', '--', '-odd.py', '--memory', '--', '-x');
    assert.deepEqual(target, { kind: 'script', path: '-odd.py', args: ['--memory', '--', '-x'] });
    assert.equal(memory, 'on');
  });

  it('needs no -- where a script or -m says where the program begins', () => {
    assert.deepEqual(parse('-o', 'x.ember', 'main.py', '--quiet').target, { kind: 'script', path: 'main.py', args: ['--quiet'] });
    assert.deepEqual(parse('--engine', 'python', '-m', 'json.tool', '-').target, { kind: 'module', module: 'json.tool', args: ['-'] });
    assert.deepEqual(parse('--', '-m', 'json.tool').target, { kind: 'module', module: 'json.tool', args: [] });
  });

  it('reads watches, with files meant from here', () => {
    assert.deepEqual(parse('--references', 'cache', '--references=a.b@main.py:7', '--references', 'x@/p/q:r.py', 'm.py').watches, [
      { name: 'cache', file: null, line: null },
      { name: 'a.b', file: '/project/main.py', line: 7 },
      { name: 'x', file: '/p/q:r.py', line: null },
    ]);
  });

  it('has defaults', () => {
    const { python, out, memory, engine, intervalUs, quiet, workspace } = parse('m.py');
    assert.deepEqual([python, out, memory, engine, intervalUs, quiet, workspace], [null, null, 'auto', 'auto', 1000, false, null]);
  });

  for (const [args, message] of [
    [[], /No program was named/],
    [['--memory'], /No program was named/],
    [['-m'], /No module was named/],
    [['--frob', 'm.py'], /Unknown option '--frob'/],
    [['--memory', '--no-memory', 'm.py'], /exclude each other/],
    [['--engine', 'fast', 'm.py'], /no engine fast/],
    [['--interval-us', '0', 'm.py'], /whole number/],
    [['--interval-us', '1.5', 'm.py'], /whole number/],
    [['--references', '@x', 'm.py'], /is not NAME/],
    [['--out'], /out/],
  ] as const) {
    it(`refuses ${args.join(' ') || 'nothing'} with a sentence`, () => {
      assert.throws(
        () => parse(...args),
        (error) => error instanceof EmberlineError && error.code === 'usage' && message.test(error.message) && error.hint.includes('--help'),
      );
    });
  }
});
