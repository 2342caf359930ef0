/** What a thread was doing over time, in as many buckets as there are pixels. */
import { THREAD_STATES, type ThreadSamples } from './recording';
import { forEachObservation } from './sampleRows';
import type { TimeRange } from './selection';

/**
 * Shares 0..1 of each bucket's time by state: value [bucket * THREAD_STATES.length + index of the state]. What is
 * missing to 1 was not observed: before the thread's start, after its end, or lost.
 */
export function threadActivity(samples: ThreadSamples, range: TimeRange, buckets: number): Float64Array {
  const states = THREAD_STATES.length;
  const shares = new Float64Array(buckets * states);
  const width = (range.to - range.from) / buckets;
  if (!(width > 0)) {
    return shares;
  }
  const { wall, state } = samples;
  forEachObservation(samples, range, (firstRow, endRow, start, end) => {
    const first = Math.max(0, Math.floor((start - range.from) / width));
    const last = Math.min(buckets - 1, Math.floor((end - range.from) / width));
    for (let bucket = first; bucket <= last; bucket++) {
      const left = range.from + bucket * width;
      const overlap = Math.min(end, left + width) - Math.max(start, left);
      if (!(overlap > 0)) {
        continue;
      }
      const share = overlap / (end - start) / width;
      for (let row = firstRow; row < endRow; row++) {
        shares[bucket * states + state[row]!]! += share * wall[row]!;
      }
    }
  });
  return shares;
}
