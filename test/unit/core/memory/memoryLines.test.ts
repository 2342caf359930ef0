/** Memory line by line: increments by what was followed, by frees, and by readings; never mixed. */
import assert from 'node:assert/strict';
import { memoryTables, type MemoryLine, type MemoryTable } from '../../../../src/core/memory/memoryLines';
import type { Recording } from '../../../../src/core/recording';
import { Random } from '../../../support/random';
import { randomRecording } from '../../../support/randomRecording';
import { RecordingBuilder } from '../../../support/recordingBuilder';

const FILE = '/home/user/project/a.py';
const MAKE = `${FILE}:main@1:2;${FILE}:make@10:11`;
const DROP = `${FILE}:main@1:3`;

function table(recording: Recording): MemoryTable {
  const found = memoryTables(recording, null).get(FILE);
  assert.ok(found !== undefined);
  return found;
}

function line(recording: Recording, number: number): MemoryLine {
  const found = table(recording).lines.find((row) => row.line === number);
  assert.ok(found !== undefined, `line ${number}`);
  return found;
}

describe('memoryTables by readings', () => {
  const recording = new RecordingBuilder()
    .memory(0, { heap: 100, rss: 1000 })
    .memory(10, { heap: 300, rss: 1100 })
    .memory(20, { heap: 250, rss: 1100 })
    .memory(30, { heap: 250, rss: NaN })
    .sample(MAKE, 10)
    .sample(DROP, 5)
    .sample(DROP, 5, { state: 'idle' })
    .end()
    .recording();

  it('spreads differences over what ran, callers included', () => {
    assert.equal(table(recording).heapBasis, 'readings');
    assert.deepEqual([11, 2, 3].map((number) => line(recording, number).heapIncrement), [200, 200, -50]);
    assert.deepEqual([line(recording, 11).rssIncrement, line(recording, 3).rssIncrement], [100, 0]);
  });

  it('tells the highest level while a line ran', () => {
    assert.deepEqual([line(recording, 11).heapMost, line(recording, 2).heapMost, line(recording, 3).heapMost], [300, 300, 275]);
    assert.equal(line(recording, 11).rssMost, 1100);
  });

  it('has no figure for what was not measured', () => {
    const { runs, allocated, held, freedHere } = line(recording, 11);
    assert.deepEqual([runs, allocated, held, freedHere], [null, null, null, null]);
  });

  it('adds up to the difference between the last and the first reading, whatever ran', () => {
    const { lines } = memoryTables(recording, { from: 0, to: 10 }).get(FILE)!;
    assert.equal(lines.find((row) => row.line === 2)?.heapIncrement, 200);
    assert.equal(lines.find((row) => row.line === 3), undefined);
  });
});

describe('memoryTables by frees', () => {
  const recording = new RecordingBuilder({ metrics: ['allocated', 'allocations', 'held', 'peak'] })
    .allocations(10, { [MAKE]: { allocated: 1000, allocations: 10, freed: 600, frees: 6 } })
    .rows('releases', { at: 10 }, ({ site }) => ({
      bytes: [400, 200], blocks: [4, 2], node: [site(MAKE), site(MAKE)], by: [site(DROP), site(MAKE)],
    }))
    .end()
    .recording();

  it('an increment is what was allocated less what was freed meanwhile, by whomever', () => {
    assert.equal(table(recording).heapBasis, 'frees');
    assert.deepEqual([11, 2, 3].map((number) => line(recording, number).heapIncrement), [800, 800, -400]);
  });

  it('tells where the blocks of a line were freed', () => {
    const { allocated, held, freedElsewhere, freedHere } = line(recording, 11);
    assert.deepEqual([allocated, held, freedElsewhere, freedHere], [1000, 400, 400, 200]);
    assert.equal(line(recording, 3).freedHere, 400);
  });
});

describe('memoryTables of followed lines', () => {
  const recording = new RecordingBuilder()
    .memory(0, { heap: 100, rss: 1000 })
    .memory(10, { heap: 300, rss: 1100 })
    .sample(MAKE, 10)
    .rows('lineMemory', {}, ({ site }) => ({
      runs: [3], heap: [-64], heapMost: [900], rss: [NaN], rssMost: [NaN], node: [site(`${FILE}:make@10:11`)],
    }))
    .end()
    .recording();

  it('takes what was read around each execution, and no estimate beside it', () => {
    assert.deepEqual([table(recording).heapBasis, table(recording).rssBasis], ['followed', 'readings']);
    const { runs, heapIncrement, heapMost, rssIncrement } = line(recording, 11);
    assert.deepEqual([runs, heapIncrement, heapMost, rssIncrement], [3, -64, 900, 100]);
    assert.deepEqual([line(recording, 2).runs, line(recording, 2).heapIncrement], [null, null]);
  });
});

describe('memoryTables of random recordings', () => {
  const random = new Random(5);
  for (let round = 0; round < 20; round++) {
    const seed = random.below(1e6);
    it(`its lines hold what the sites hold (seed ${seed})`, () => {
      const recording = randomRecording(seed).recording();
      const lines = [...memoryTables(recording, null).values()].flatMap((each) => each.lines);
      const allocated = lines.reduce((sum, each) => sum + (each.allocated ?? 0), 0);
      assert.ok(Math.abs(allocated - recording.allocations.allocated.reduce((sum, value) => sum + value, 0)) < 1e-6);
      assert.ok(lines.every(({ heapMost }) => heapMost === null || heapMost > 0));
    });
  }
});
