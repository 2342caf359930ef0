/** The shim's command line for each kind of target. */
import * as assert from 'node:assert/strict';
import { shimCommand, targetArguments, watchArgument, type ShimRequest } from '../../../src/run/shimCommand';

const request: ShimRequest = {
  interpreter: '/usr/bin/python3',
  interpreterArgs: ['-X', 'dev'],
  shim: '/ext/dist/shim',
  target: { kind: 'script', path: "/w/a 'b'/-main.py", args: ['--', 'x y'] },
  cwd: '/w',
  env: { PATH: '/bin' },
  out: '/s/run.ember',
  live: { address: 'tcp:127.0.0.1:4', token: 'secret' },
  engine: 'auto',
  intervalUs: 1000,
  memory: 'auto',
    calls: false,
  watches: [{ name: 'cache', file: '/w/main.py', line: 4 }],
  workspace: '/w',
};

describe('shimCommand', () => {
  it('puts interpreter options before the shim and the target after --', () => {
    const { file, args } = shimCommand(request);
    assert.equal(file, '/usr/bin/python3');
    assert.deepEqual(args.slice(0, 3), ['-X', 'dev', '/ext/dist/shim']);
    assert.deepEqual(args.slice(args.indexOf('--')), ['--', "/w/a 'b'/-main.py", '--', 'x y']);
  });

  it('hands the token over in the environment and never on the command line', () => {
    const { args, env } = shimCommand(request);
    assert.deepEqual(env, { PATH: '/bin', EMBERLINE_TOKEN: 'secret' });
    assert.equal(args.some((argument) => argument.includes('secret')), false);
  });

  it('says nothing of memory when it is the engine that decides', () => {
    const memoryOption = (memory: ShimRequest['memory']): string[] =>
      shimCommand({ ...request, memory }).args.filter((argument) => argument.endsWith('memory'));
    assert.deepEqual(memoryOption('auto'), []);
    assert.deepEqual(memoryOption('on'), ['--memory']);
    assert.deepEqual(memoryOption('off'), ['--no-memory']);
  });

  it('leaves the connection out when nobody listens', () => {
    const { args, env } = shimCommand({ ...request, live: null });
    assert.equal(args.includes('--connect'), false);
    assert.deepEqual(env, { PATH: '/bin' });
  });

  it('writes watches as the shim reads them', () => {
    assert.equal(watchArgument({ name: 'a', file: null, line: null }), 'a');
    assert.equal(watchArgument({ name: 'a.b', file: '/w/m.py', line: null }), 'a.b@/w/m.py');
    assert.equal(watchArgument({ name: 'a', file: 'C:\\w\\m.py', line: 3 }), 'a@C:\\w\\m.py:3');
  });

  it('runs a module as python -m does', () => {
    assert.deepEqual(targetArguments({ kind: 'module', module: 'json.tool', args: ['x'] }, '/w'), ['-m', 'json.tool', 'x']);
  });

  it('runs one pytest test by its node id', () => {
    const target = { kind: 'test', runner: 'pytest', file: '/w/t/test_a.py', testId: 'A::test_x', args: ['-q'] } as const;
    assert.deepEqual(targetArguments(target, '/w'), ['-m', 'pytest', '/w/t/test_a.py::A::test_x', '-q']);
  });

  it('runs one unittest test by its dotted name, or by discovery where it has none', () => {
    const target = { kind: 'test', runner: 'unittest', file: '/w/t/test_a.py', testId: 'A.test_x', args: [] } as const;
    assert.deepEqual(targetArguments(target, '/w'), ['-m', 'unittest', 't.test_a.A.test_x']);
    assert.deepEqual(targetArguments({ ...target, file: '/w/my tests/test_a.py' }, '/w'), [
      '-m', 'unittest', 'discover', '-s', '/w/my tests', '-p', 'test_a.py', '-k', '*.A.test_x',
    ]);
    assert.deepEqual(targetArguments({ ...target, testId: null }, '/elsewhere'), [
      '-m', 'unittest', 'discover', '-s', '/w/t', '-p', 'test_a.py',
    ]);
  });
});
