/** What a thread was doing, by bucket. */
import assert from 'node:assert/strict';
import { threadActivity } from '../../../src/core/activity';
import { THREAD_STATES } from '../../../src/core/recording';
import { randomRecording } from '../../support/randomRecording';
import { RecordingBuilder } from '../../support/recordingBuilder';

describe('threadActivity', () => {
  const [samples] = new RecordingBuilder()
    .sample('a.py:f:1', 100)
    .sample('a.py:f:1', 50, { state: 'native' })
    .sample('a.py:f:1', 100, { state: 'idle', at: 300 })
    .end()
    .recording().samples;
  const share = (bucket: number, state: (typeof THREAD_STATES)[number], shares: Float64Array): number =>
    shares[bucket * THREAD_STATES.length + THREAD_STATES.indexOf(state)]!;

  it('gives each bucket the shares of its time', () => {
    const shares = threadActivity(samples!, { from: 0, to: 300 }, 3);
    assert.equal(share(0, 'python', shares), 1);
    assert.equal(share(1, 'native', shares), 0.5);
    assert.equal(share(1, 'idle', shares), 0);
    assert.equal(share(2, 'idle', shares), 1);
  });

  it('looks at a range only', () => {
    const shares = threadActivity(samples!, { from: 90, to: 110 }, 2);
    assert.deepEqual([share(0, 'python', shares), share(1, 'native', shares)], [1, 1]);
  });

  it('is empty for an empty range', () => assert.ok(threadActivity(samples!, { from: 5, to: 5 }, 4).every((value) => value === 0)));

  it('adds up to the time that was observed, for random recordings', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { samples: threads, meta } = randomRecording(seed).recording();
      for (const rows of threads) {
        const shares = threadActivity(rows, { from: 0, to: meta.durationNs }, 137);
        const observed = shares.reduce((sum, value) => sum + value, 0) * (meta.durationNs / 137);
        const wall = rows.wall.reduce((sum, value) => sum + value, 0);
        assert.ok(Math.abs(observed - wall) < 1e-6 * wall);
        assert.ok(shares.every((value) => value >= 0 && value <= 1 + 1e-9));
      }
    }
  });
});
