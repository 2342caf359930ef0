/** `emberline memory` and `garbage` over recordings made by rule: what the texts and JSON forms say. */
import assert from 'node:assert/strict';
import type { GarbageJson } from '../../../src/core/json/garbageJson';
import type { MemoryJson } from '../../../src/core/json/memoryJson';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { inRepository } from '../../support/paths';
import { RecordingBuilder } from '../../support/recordingBuilder';

describe('the commands about memory', function () {
  this.timeout(20_000);
  let folder: string;
  const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [inRepository('dist', 'cli.js'), ...args], { cwd: folder, encoding: 'utf8', timeout: 15_000 });

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'emberline memory-'));
    const file = path.join(folder, 'a.py');
    writeFileSync(file, 'def make():\n    rows = [0] * 99\n    return rows\n\nmake()\n');
    const make = `${file}:<module>:5;${file}:make@1:2`;
    const builder = new RecordingBuilder({ metrics: ['allocated', 'allocations', 'held'] });
    const site = builder.siteOf(make);
    builder
      .allocations(10, { [make]: { allocated: 3000, allocations: 3, freed: 1000, frees: 1 } })
      .memory(0, { heap: 1000 })
      .memory(10, { heap: 3000 })
      .sample(make, 10)
      .collection(1, 5, { collected: 2 })
      .json('cycles', {
        shape: 0, text: 'Node.next', count: 4, objects: 4, bytes: 2000, members: [{ typeName: 'Node', site }], closing: 0,
        links: [{ from: 0, to: 0, kind: 'attribute', text: '.next', site }], uncollectable: 0, resurrected: 0, firstAt: 1, lastAt: 2,
      });
    writeFileSync(path.join(folder, 'r.ember'), builder.end().bytes());
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('memory prints the whole function with figures at its lines', () => {
    const { status, stdout, stderr } = run('memory', 'r.ember', '--function', 'make');
    assert.equal(status, 0, stderr);
    assert.match(stdout, / 1 +def make\(\):\n +2 +3 kB +\+2 kB .*3 kB +3 +2 kB +rows = \[0\] \* 99\n +3 +return rows\n/);
    assert.match(stdout, /estimated: differences between readings/);
  });

  it('memory --json has every line, and says what increments come from', () => {
    const form = JSON.parse(run('memory', 'r.ember', '--json').stdout) as MemoryJson;
    assert.equal(form.format, 1);
    assert.equal(form.files[0]?.heapBasis, 'readings');
    const line = form.files[0].lines.find((each) => each.line === 2);
    assert.deepEqual([line?.heapIncrement, line?.allocated, line?.held, line?.runs], [2000, 3000, 2000, null]);
  });

  it('memory says in a sentence that a function was not seen', () => {
    const { status, stderr } = run('memory', 'r.ember', '--function', 'nothing');
    assert.equal(status, 2);
    assert.match(stderr, /No function nothing was seen in this run\./);
  });

  it('garbage tells cycles by shape with the line that made them', () => {
    assert.match(run('garbage', 'r.ember').stdout, /4 cycles Node\.next, 2 kB, made at a\.py:2/);
    const form = JSON.parse(run('garbage', 'r.ember', '--json').stdout) as GarbageJson;
    assert.deepEqual([form.cycles[0]?.members[0]?.line, form.cycles[0]?.links[0]?.kind], [2, 'attribute']);
  });
});
