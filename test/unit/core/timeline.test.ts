/** Columns of the timeline. */
import assert from 'node:assert/strict';
import { collectionsIn, highest, memoryBand, referenceBand, totalPause, valueAt } from '../../../src/core/timeline';
import { RecordingBuilder } from '../../support/recordingBuilder';

describe('timeline', () => {
  const recording = new RecordingBuilder()
    .memory(10, { rss: 100 })
    .memory(20, { rss: 900 })
    .memory(30, { rss: 200 })
    .collection(5, 2)
    .collection(50, 10, { generation: 2 })
    .object('cache')
    .reference(0, 10, 1, { event: 'birth' })
    .reference(0, 40, 3)
    .reference(0, 60, 0, { event: 'death' })
    .end({ durationNs: 100 })
    .recording();

  it('keeps the highest and the lowest of each bucket', () => {
    const { low, high } = memoryBand(recording.memory, 'rss', { from: 0, to: 50 }, 2);
    assert.deepEqual([[...low], [...high]], [[100, 200], [900, 900]]);
  });

  it('has nothing before the first measurement, and nothing for what was not measured', () => {
    assert.ok(Number.isNaN(memoryBand(recording.memory, 'rss', { from: 0, to: 100 }, 20).high[0]));
    assert.ok(memoryBand(recording.memory, 'heap', { from: 0, to: 100 }, 5).high.every(Number.isNaN));
  });

  it('keeps a step until the next one, and ends with the object', () => {
    const { high } = referenceBand(recording.objects[0]!, { from: 0, to: 100 }, 10);
    assert.deepEqual([...high], [1, 1, 1, 3, 3, 3, NaN, NaN, NaN, NaN]);
  });

  it('finds collections that touch a range', () => {
    assert.equal(collectionsIn(recording.collections, { from: 55, to: 70 }).length, 1);
    assert.equal(collectionsIn(recording.collections, { from: 8, to: 50 }).length, 0);
    assert.equal(totalPause(recording.collections), 12);
  });

  it('finds the highest value, and the one that holds at a moment', () => {
    const { at, rss, heap } = recording.memory;
    assert.deepEqual(highest(at, rss), { at: 20, value: 900 });
    assert.equal(highest(at, heap), null);
    assert.deepEqual([valueAt(at, rss, 25), valueAt(at, rss, 5), valueAt(at, heap, 25)], [900, null, null]);
  });
});
