/** What an interpreter says of itself, and the sentence for each that cannot be used. */
import * as assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { EmberlineError } from '../../../src/core/errors';
import { checkSupported, probeInterpreter } from '../../../src/run/interpreterProbe';

const ENV = { PATH: process.env['PATH'] ?? '' };

describe('interpreterProbe', () => {
  let folder: string;

  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'emberline-probe-'))));
  after(() => rmSync(folder, { recursive: true }));

  /** An executable that stands for a python. */
  function fake(name: string, script: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  async function refusal(command: string): Promise<EmberlineError> {
    const outcome = await probeInterpreter(command, folder, ENV).catch((error: unknown) => error);
    assert.ok(outcome instanceof EmberlineError, String(outcome));
    return outcome;
  }

  it('learns the version of a real interpreter, whatever modules lie in its folder', async () => {
    writeFileSync(path.join(folder, 'json.py'), 'raise SystemExit("shadowed")');
    const found = await probeInterpreter('python3', folder, ENV);
    assert.match(found.version, /^3\.\d+\.\d+$/u);
    assert.equal(found.implementation, 'cpython');
    assert.ok(path.isAbsolute(found.executable));
  });

  it('says that there is none', async () => {
    const error = await refusal(path.join(folder, 'nowhere', 'python3'));
    assert.equal(error.code, 'python-not-found');
    assert.match(error.message, /^There is no Python at /u);
  });

  it('calls an old one old, even one that does not know the question', async () => {
    const error = await refusal(fake('python2', 'echo "Unknown option: -I" >&2; exit 2'));
    assert.equal(error.code, 'python-too-old');
  });

  it('calls Python 3.8 too old and PyPy no CPython', () => {
    const base = { command: 'p', executable: '/p', implementation: 'cpython', freeThreaded: false };
    assert.throws(() => checkSupported({ ...base, version: '3.8.18' }), { code: 'python-too-old' });
    assert.throws(() => checkSupported({ ...base, version: '3.11.1', implementation: 'pypy' }), { code: 'python-not-cpython' });
    assert.equal(checkSupported({ ...base, version: '3.15.0' }).version, '3.15.0');
  });

  it('knows the placeholder of the Microsoft Store', async () => {
    const stub = fake('stub', 'echo "Python was not found; run without arguments to install from the Microsoft Store" >&2; exit 9');
    assert.equal((await refusal(stub)).code, 'python-store-stub');
  });

  it('repeats what a broken one said', async () => {
    const error = await refusal(fake('broken', 'echo "libpython3.11.so.1.0: cannot open shared object file" >&2; exit 127'));
    assert.equal(error.code, 'python-broken');
    assert.match(error.message, /cannot open shared object file/u);
  });

  it('refuses what is no program', async () => {
    const file = path.join(folder, 'text');
    writeFileSync(file, 'no program');
    assert.equal((await refusal(file)).code, 'python-broken');
    assert.equal((await refusal(fake('chatty', 'echo hello'))).code, 'python-broken');
  });
});
