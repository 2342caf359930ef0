/** `npm start -- --once`, as a new user types it: the tables are there, the program's exit code is its own. */
import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { inRepository } from '../support/paths';

const PROGRAM = `import sys, time
end = time.perf_counter() + 0.5
while time.perf_counter() < end:
    sum(range(1000))
print("given", sys.argv[1:])
sys.exit(3)
`;

describe('npm start', function () {
  this.timeout(180_000);
  let folder: string;

  function start(...args: readonly string[]): SpawnSyncReturns<string> {
    const env = { ...process.env, INIT_CWD: folder };
    return spawnSync(process.execPath, [inRepository('scripts/start.mjs'), ...args], { cwd: inRepository(), env, encoding: 'utf8', timeout: 170_000 });
  }

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ember-start-'));
    writeFileSync(path.join(folder, 'mine.py'), PROGRAM);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('shows the example\'s hottest lines, memory, references and the collector in the terminal', () => {
    const { status, stderr } = start('--once');
    assert.equal(status, 0, stderr);
    for (const part of ['Hottest lines', 'allocat', 'References', 'Collector']) {
      assert.ok(stderr.includes(part), `${part} is missing in\n${stderr}`);
    }
    assert.match(stderr, /orders\.py:\d+/);
  });

  it('does the same for any program, with its arguments and its exit code', () => {
    const { status, stdout, stderr } = start('--once', 'mine.py', 'one', '--two');
    assert.equal(status, 3, stderr);
    assert.match(stdout, /given \['one', '--two'\]/);
    assert.match(stderr, /mine\.py:[34]/);
  });

  it('refuses what it does not know with a sentence', () => {
    assert.deepEqual([start('--nonsense').status, start('nowhere.py').status], [2, 2]);
    assert.match(start('nowhere.py').stderr, /^There is no file .*nowhere\.py: name a Python script/);
  });
});
