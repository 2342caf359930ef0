/** The public JSON forms: every key, every value, in their places. */
import assert from 'node:assert/strict';
import { garbageJson } from '../../../../src/core/json/garbageJson';
import { linesJson } from '../../../../src/core/json/linesJson';
import { referencesJson } from '../../../../src/core/json/referencesJson';
import { treeJson } from '../../../../src/core/json/treeJson';
import { randomRecording } from '../../../support/randomRecording';
import { RecordingBuilder } from '../../../support/recordingBuilder';

const MAIN = '/p/main.py:main@1:3';
const LOAD = `${MAIN};/p/io.py:load@5:9`;

describe('the public JSON forms', () => {
  const recording = new RecordingBuilder({ metrics: ['wall', 'allocated'] })
    .sample(MAIN, 1000)
    .sample(LOAD, 2000)
    .allocations(2000, { [LOAD]: { allocated: 64, allocations: 2 } })
    .collection(1200, 30, { generation: 2, collected: 7, stack: LOAD })
    .collection(1500, 10)
    .object('cache', { file: '/p/main.py', line: 2, born: 100 })
    .reference(0, 100, 1, { event: 'birth' })
    .reference(0, 900, 2, { stack: MAIN })
    .end()
    .recording();

  it('lines', () => {
    assert.deepEqual(linesJson(recording), {
      format: 1,
      metrics: [
        { id: 'wall', unit: 'nanoseconds', total: 3000 },
        { id: 'allocated', unit: 'bytes', total: 64 },
      ],
      lines: [
        {
          file: '/p/io.py',
          line: 9,
          function: 'load',
          self: { wall: 2000, allocated: 64 },
          total: { wall: 2000, allocated: 64 },
          samples: 1,
        },
        {
          file: '/p/main.py',
          line: 3,
          function: 'main',
          self: { wall: 1000, allocated: 0 },
          total: { wall: 3000, allocated: 64 },
          samples: 2,
        },
      ],
    });
  });

  it('tree', () => {
    const { format, nodes } = treeJson(recording);
    assert.equal(format, 1);
    assert.deepEqual(nodes[0], { id: 0, parent: null, kind: 'root', name: '', file: null, line: null, self: { wall: 0, allocated: 0 } });
    assert.deepEqual(nodes.at(-1), {
      id: 3,
      parent: 2,
      kind: 'function',
      name: 'load',
      file: '/p/io.py',
      line: 5,
      self: { wall: 2000, allocated: 64 },
    });
  });

  it('references', () => {
    assert.deepEqual(referencesJson(recording), {
      format: 1,
      objects: [
        {
          name: 'cache',
          type: 'dict',
          kind: 'watched',
          file: '/p/main.py',
          line: 2,
          born: 100,
          died: null,
          immortal: false,
          points: [
            { at: 100, count: 1, source: 'sampled', links: [], file: null, line: null },
            { at: 900, count: 2, source: 'line', links: [], file: '/p/main.py', line: 3 },
          ],
          holders: [],
        },
      ],
      sizes: [],
    });
  });

  it('garbage', () => {
    assert.deepEqual(garbageJson(recording), {
      format: 1,
      collections: [
        { at: 1200, duration: 30, generation: 2, collected: 7, uncollectable: 0, candidates: null, file: '/p/io.py', line: 9 },
        { at: 1500, duration: 10, generation: 0, collected: 0, uncollectable: 0, candidates: null, file: null, line: null },
      ],
      cycles: [],
      cycleTotals: null,
      states: [],
    });
  });

  it('lines and tree add up to the same, and lines are sorted by file and line', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = randomRecording(seed).recording();
      const { metrics, lines } = linesJson(random);
      const { nodes } = treeJson(random);
      for (const { id, total } of metrics) {
        const sum = (items: readonly { self: Partial<Record<typeof id, number>> }[]): number =>
          items.reduce((weight, { self }) => weight + (self[id] ?? 0), 0);
        assert.ok(Math.abs(sum(lines) - total) < 1e-6 * total, `${id}: lines`);
        assert.ok(Math.abs(sum(nodes) - total) < 1e-6 * total, `${id}: tree`);
      }
      const keys = lines.map(({ file, line }) => [file, line] as const);
      const sorted = keys.toSorted(([a, lineA], [b, lineB]) => (a < b ? -1 : a > b ? 1 : lineA - lineB));
      assert.deepEqual(keys, sorted);
    }
  });
});
