/** What was held at a moment and the difference between two. */
import assert from 'node:assert/strict';
import { grown, heldAt, heldChange, shrunk } from '../../../../src/core/memory/moments';
import { RecordingBuilder } from '../../../support/recordingBuilder';

const F = 'a.py:f:1';
const G = 'a.py:g:2';

describe('moments', () => {
  const recording = new RecordingBuilder({ metrics: ['held'] })
    .allocations(100, { [F]: { allocated: 1000 }, [G]: { allocated: 50 } })
    .allocations(200, { [F]: { freed: 900 }, [G]: { allocated: 25 } })
    .end({ durationNs: 300 })
    .recording();
  const ofLine = (weights: Float64Array, line: number): number => weights[recording.sites.line.indexOf(line)]!;

  it('holds what was made and not yet freed', () => {
    assert.deepEqual([ofLine(heldAt(recording, 100), 1), ofLine(heldAt(recording, 100), 2)], [1000, 50]);
    assert.deepEqual([ofLine(heldAt(recording, 300), 1), ofLine(heldAt(recording, 300), 2)], [100, 75]);
    assert.equal(ofLine(heldAt(recording, 0), 1), 0);
  });

  it('a difference has a sign, and two sides that can be drawn', () => {
    const change = heldChange(recording, 100, 300);
    assert.deepEqual([ofLine(change, 1), ofLine(change, 2)], [-900, 25]);
    assert.deepEqual([ofLine(grown(change), 1), ofLine(grown(change), 2)], [0, 25]);
    assert.deepEqual([ofLine(shrunk(change), 1), ofLine(shrunk(change), 2)], [900, 0]);
  });
});
