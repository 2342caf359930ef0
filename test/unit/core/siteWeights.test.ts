/** Metrics over time ranges. */
import assert from 'node:assert/strict';
import type { MetricId, Recording } from '../../../src/core/recording';
import { siteWeights } from '../../../src/core/siteWeights';
import { Random } from '../../support/random';
import { randomRecording } from '../../support/randomRecording';
import { RecordingBuilder } from '../../support/recordingBuilder';

const F = 'a.py:f:1';
const G = 'a.py:g:2';

function total(recording: Recording, metric: MetricId, from?: number, to?: number): number {
  const range = from === undefined || to === undefined ? null : { from, to };
  return siteWeights(recording, { metric, range }).reduce((sum, weight) => sum + weight, 0);
}

describe('siteWeights of time', () => {
  const recording = new RecordingBuilder()
    .sample(F, 100, { cpu: 50 })
    .sample(G, 100)
    .sample(F, 100, { cpu: 100, at: 400 })
    .end()
    .recording();

  it('adds up the whole run', () => assert.deepEqual([total(recording, 'wall'), total(recording, 'cpu')], [300, 150]));
  it('takes the part of a sample that lies in the range', () => assert.equal(total(recording, 'wall', 50, 130), 80));
  it('takes a range within one sample', () => assert.equal(total(recording, 'wall', 120, 130), 10));
  it('has nothing where nothing was observed', () => assert.equal(total(recording, 'wall', 210, 290), 0));
  it('takes CPU time in the same parts', () => assert.equal(total(recording, 'cpu', 50, 350), 25 + 50));
  it('is whole when the range covers the run', () => assert.equal(total(recording, 'wall', 0, 400), 300));
});

describe('siteWeights of memory', () => {
  const recording = new RecordingBuilder({ metrics: ['allocated', 'allocations', 'held', 'peak'] })
    .allocations(100, { [F]: { allocated: 1000, allocations: 10 }, [G]: { allocated: 50, allocations: 1 } })
    .allocations(200, { [F]: { allocated: 400, allocations: 4, freed: 900, frees: 9 } })
    .allocations(300, { [F]: { freed: 500, frees: 5 } })
    .peak(150, { [F]: 1200, [G]: 50 })
    .end({ durationNs: 300 })
    .recording();

  it('allocated is what fell into the range', () => {
    assert.equal(total(recording, 'allocated'), 1450);
    assert.equal(total(recording, 'allocated', 100, 200), 400);
    assert.equal(total(recording, 'allocated', 100, 150), 200);
    assert.equal(total(recording, 'allocations', 0, 200), 15);
  });

  it('held is what was made and not freed up to the end of the range, whenever it was made', () => {
    assert.equal(total(recording, 'held'), 50);
    assert.equal(total(recording, 'held', 0, 100), 1050);
    assert.equal(total(recording, 'held', 150, 200), 550);
  });

  it('peak is as recorded when the range holds it, else the most in the range', () => {
    assert.equal(total(recording, 'peak'), 1250);
    assert.equal(total(recording, 'peak', 120, 180), 1250);
    assert.equal(total(recording, 'peak', 160, 300), 550);
    assert.equal(total(recording, 'peak', 0, 120), 1050);
  });
});

describe('siteWeights of random recordings', () => {
  for (const metric of ['wall', 'cpu', 'allocated', 'allocations'] as const) {
    it(`${metric}: ranges side by side add up to the whole`, () => {
      for (let seed = 1; seed <= 10; seed++) {
        const recording = randomRecording(seed).recording();
        const random = new Random(seed);
        const cuts = [0, ...Array.from({ length: 6 }, () => random.next() * recording.meta.durationNs), 1e12].sort((a, b) => a - b);
        const parts = cuts.slice(1).reduce((sum, to, at) => sum + total(recording, metric, cuts[at], to), 0);
        const whole = total(recording, metric);
        assert.ok(Math.abs(parts - whole) < 1e-6 * whole, `${parts} is not ${whole}`);
      }
    });
  }
});
