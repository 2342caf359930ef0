/** Costs by line and function: examples, and a slow and simple count of random recordings. */
import assert from 'node:assert/strict';
import { fileCosts } from '../../../src/core/costs';
import type { FileCosts } from '../../../src/core/fileCosts';
import { functionTable } from '../../../src/core/functionTable';
import { NONE } from '../../../src/core/ids';
import type { Recording } from '../../../src/core/recording';
import type { TimeRange } from '../../../src/core/selection';
import { Random } from '../../support/random';
import { randomRecording } from '../../support/randomRecording';
import { RecordingBuilder, recordingOf } from '../../support/recordingBuilder';

function lineOf(costs: Map<string, FileCosts>, path: string, line: number): FileCosts['lines'][number] {
  const found = costs.get(path)?.lines.find((cost) => cost.line === line);
  assert.ok(found, `${path}:${line} has no costs`);
  return found;
}

describe('fileCosts', () => {
  it('gives a line its self and total weight', () => {
    const costs = fileCosts(recordingOf('a.py:main:3;b.py:load:9 5ms', 'a.py:main:3 2ms 10kB'), null);
    const main = lineOf(costs, 'a.py', 3);
    assert.deepEqual([main.self.wall, main.total.wall, main.samples, main.function], [2e6, 7e6, 2, 'main']);
    assert.deepEqual([main.self.allocated, main.self.held], [1e4, 1e4]);
    assert.deepEqual(lineOf(costs, 'b.py', 9).self, { wall: 5e6, allocated: 0, allocations: 0, held: 0 });
    assert.equal(costs.get('a.py')?.runTotal.wall, 7e6);
  });

  it('leaves out metrics that were not measured', () => {
    const costs = fileCosts(new RecordingBuilder({ metrics: ['wall'] }).sample('a.py:f:1', 5).end().recording(), null);
    assert.deepEqual(Object.keys(lineOf(costs, 'a.py', 1).self), ['wall']);
  });

  it('counts recursion once in totals of lines and functions', () => {
    const costs = fileCosts(recordingOf('a.py:walk@1:3;a.py:walk@1:3;a.py:walk@1:4 6ms', 'a.py:walk@1:3;a.py:walk@1:4 1ms'), null);
    assert.equal(lineOf(costs, 'a.py', 3).total.wall, 7e6);
    assert.equal(lineOf(costs, 'a.py', 4).total.wall, 7e6);
    const [walk] = costs.get('a.py')?.functions ?? [];
    assert.deepEqual([walk?.self.wall, walk?.total.wall, walk?.samples], [7e6, 7e6, 2]);
  });

  it('names the callers of a function with the line of the call; its own calls are none', () => {
    const costs = fileCosts(
      recordingOf('a.py:main:3;a.py:walk@9:9;a.py:walk@9:10 6ms', 'a.py:main:4;a.py:walk@9:9 8ms', 'a.py:walk@9:9 1ms'),
      null,
    );
    const walk = costs.get('a.py')?.functions.find(({ name }) => name === 'walk');
    assert.deepEqual(
      walk?.callers.map((caller) => [caller.function, caller.line, caller.total.wall]),
      [
        ['main', 4, 8e6],
        ['main', 3, 6e6],
        ['MainThread', null, 1e6],
      ],
    );
  });

  it('splits a line into its expressions, the hottest first', () => {
    const costs = fileCosts(recordingOf('a.py:f:3:4-9 1ms', 'a.py:f:3:12-20 4ms', 'a.py:g:5;a.py:f:3:4-9 1ms', 'a.py:f:4 1ms'), null);
    assert.deepEqual(
      lineOf(costs, 'a.py', 3).expressions.map(({ column, endColumn, self }) => [column, endColumn, self.wall]),
      [
        [12, 20, 4e6],
        [4, 9, 2e6],
      ],
    );
    assert.deepEqual(lineOf(costs, 'a.py', 4).expressions, []);
  });

  it('tells the share of native code, and nothing where states are unknown', () => {
    const known = new RecordingBuilder().sample('a.py:f:1', 30, { state: 'native' }).sample('a.py:f:1', 10).end().recording();
    assert.equal(lineOf(fileCosts(known, null), 'a.py', 1).nativeShare, 0.75);
    const unknown = new RecordingBuilder().sample('a.py:f:1', 30, { state: 'unknown' }).end().recording();
    assert.equal(lineOf(fileCosts(unknown, null), 'a.py', 1).nativeShare, null);
  });

  it('counts an observation that is spread over several rows once', () => {
    const recording = new RecordingBuilder()
      .sample('a.py:f:1', 30, { at: 100 })
      .sample('a.py:f:2', 70, { at: 100 })
      .sample('a.py:f:1', 100, { at: 200 })
      .end()
      .recording();
    const costs = fileCosts(recording, null);
    assert.equal(costs.get('a.py')?.functions[0]?.samples, 2);
    assert.equal(lineOf(costs, 'a.py', 2).samples, 1);
  });

  it('has no file that a range leaves without weight', () => {
    const recording = recordingOf('a.py:f:1 5ms', 'b.py:g:1 5ms');
    assert.deepEqual([...fileCosts(recording, { from: 5e6, to: 1e7 }).keys()], ['b.py']);
  });
});

describe('fileCosts and functionTable agree with a simple count', () => {
  for (let seed = 1; seed <= 25; seed++) {
    it(`of random recording ${seed}`, () => {
      const recording = randomRecording(seed).recording();
      const random = new Random(seed);
      const end = recording.meta.durationNs;
      const from = random.next() * end;
      for (const range of [null, { from, to: from + random.next() * end }]) {
        const expected = simpleCount(recording, range);
        const costs = fileCosts(recording, range);
        const actual = new Map([...costs.values()].flatMap(({ path, lines }) => lines.map((line) => [`${path}:${line.line}`, line])));
        for (const [line, { self, total }] of expected.lines) {
          close(actual.get(line)?.self.wall ?? 0, self, `self of ${line}`);
          close(actual.get(line)?.total.wall ?? 0, total, `total of ${line}`);
        }
        const rows = new Map(functionTable(recording, { metric: 'wall', range }).map((row) => [row.frame.id as number, row]));
        for (const [frame, { self, total }] of expected.functions) {
          close(rows.get(frame)?.self ?? 0, self, `self of frame ${frame}`);
          close(rows.get(frame)?.total ?? 0, total, `total of frame ${frame}`);
        }
        const selfs = [...actual.values()].reduce((sum, { self }) => sum + (self.wall ?? 0), 0);
        close(selfs, [...costs.values()][0]?.runTotal.wall ?? 0, 'sum of self');
      }
    });
  }
});

interface Count {
  self: number;
  total: number;
}

/** Every row on its own, every stack walked: what the fast way must come to. */
function simpleCount(recording: Recording, range: TimeRange | null): { lines: Map<string, Count>; functions: Map<number, Count> } {
  const lines = new Map<string, Count>();
  const functions = new Map<number, Count>();
  for (const { at, site, wall, length } of recording.samples) {
    for (let row = 0; row < length; row++) {
      const [start, end] = [at[row]! - wall[row]!, at[row]!];
      const overlap = range === null ? wall[row]! : Math.max(0, Math.min(end, range.to) - Math.max(start, range.from));
      const [lineKeys, frameKeys] = keysOnStack(recording, site[row]!);
      add(lines, lineKeys, overlap);
      add(functions, frameKeys, overlap);
    }
  }
  return { lines, functions };
}

function keysOnStack({ sites, frames, files }: Recording, leaf: number): [(string | null)[], (number | null)[]] {
  const lines: (string | null)[] = [];
  const functions: (number | null)[] = [];
  for (let site = leaf; site !== NONE; site = sites.parent[site]!) {
    const frame = frames[sites.frame[site]!]!;
    lines.push(frame.file === null ? null : `${files[frame.file]!.path}:${sites.line[site]}`);
    functions.push(frame.kind === 'root' || frame.kind === 'thread' ? null : frame.id);
  }
  return [lines, functions];
}

function add<Key>(counts: Map<Key, Count>, keys: readonly (Key | null)[], weight: number): void {
  for (const key of new Set(keys)) {
    if (key === null) {
      continue;
    }
    const count = counts.get(key) ?? { self: 0, total: 0 };
    count.total += weight;
    count.self += keys[0] === key ? weight : 0;
    counts.set(key, count);
  }
}

function close(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected)), `${what}: ${actual}, not ${expected}`);
}
