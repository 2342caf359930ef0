/** Launch configurations, typed arguments, and the order in which interpreters are asked for. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { EmberlineError } from '../../../src/core/errors';
import { joinWords, splitWords } from '../../../src/extension/python/commandWords';
import { chooseInterpreter, type InterpreterSource } from '../../../src/extension/python/interpreterChoice';
import { pythonConfigurations } from '../../../src/extension/python/launchConfiguration';

describe('commandWords', () => {
  const CASES: readonly (readonly [string, readonly string[]])[] = [
    ['', []],
    ['  a  b ', ['a', 'b']],
    [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
    [`--x="a 'b'" ''`, [`--x=a 'b'`, '']],
    [`"say \\"hi\\"" 'C:\\dir'`, ['say "hi"', 'C:\\dir']],
  ];
  for (const [line, words] of CASES) {
    it(`splits ${JSON.stringify(line)}, and back`, () => {
      assert.deepEqual(splitWords(line), words);
      assert.deepEqual(splitWords(joinWords(words)), words);
    });
  }
});

describe('launchConfiguration', () => {
  const base = { type: 'debugpy', request: 'launch', name: 'Run' };

  it('takes the fields that launch.json gives them', () => {
    const [found] = pythonConfigurations([
      { ...base, program: '${file}', args: ['a', 1], cwd: '/w', env: { A: 'b', C: null }, envFile: '/e', python: ['/p', '-X', 'dev'], console: 'internalConsole' },
    ]);
    assert.deepEqual(found, {
      name: 'Run', program: '${file}', module: null, args: ['a', '1'], cwd: '/w', env: { A: 'b', C: '' }, envFile: '/e', python: '/p',
      pythonArgs: ['-X', 'dev'], console: 'outputChannel',
    });
  });

  it('leaves out what does not launch Python', () => {
    const others = [{ ...base, type: 'node', program: 'x' }, { ...base, request: 'attach' }, base, { ...base, program: 'a', module: 'b' }, null, 3];
    assert.deepEqual(pythonConfigurations(others), []);
    assert.equal(pythonConfigurations([{ ...base, module: 'http.server', args: 'one' }])[0]?.module, 'http.server');
  });
});

describe('interpreterChoice', () => {
  const source = (why: string, command: string | null, chosen: boolean): InterpreterSource => ({
    why,
    chosen,
    find: () => Promise.resolve(command),
  });
  const env = { PATH: process.env['PATH'] ?? '' };

  it('takes the first that runs and says why', async () => {
    const sources = [source('nothing', null, true), source('gone', '/nowhere/python', false), source('on PATH', 'python3', false)];
    const found = await chooseInterpreter(sources, '/', env);
    assert.deepEqual([found.why, found.command], ['on PATH', 'python3']);
  });

  it('tells the failure of a chosen one instead of taking another behind the user’s back', async () => {
    const choice = chooseInterpreter([source('the setting', '/nowhere/python', true), source('on PATH', 'python3', false)], '/', env);
    await assert.rejects(choice, (error) => {
      assert.ok(error instanceof EmberlineError);
      assert.equal(error.code, 'python-not-found');
      assert.match(error.message, /\(the setting\)\.$/u);
      return true;
    });
  });

  it('says that there is none', async () => {
    await assert.rejects(chooseInterpreter([source('gone', '/nowhere/python', false)], '/', env), { code: 'python-not-found' });
  });
});
