/** Columns of the timeline, thinned to what pixels can show without losing a peak. */
import { firstAfter } from './sampleRows';
import type { Collection, MemoryTimeline, WatchedObject } from './recording';
import type { TimeRange } from './selection';

/** One value over time, thinned: the lowest and the highest of each bucket; NaN where nothing was measured. */
export interface Band {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A measure of the process's memory in buckets over the range; a bucket without a measurement keeps the last one before it. */
export function memoryBand(memory: MemoryTimeline, column: 'rss' | 'heap' | 'blocks', range: TimeRange, buckets: number): Band {
  return bandOf(memory.at, memory[column], range, buckets);
}

/** An object's count in buckets over the range. */
export function referenceBand({ points, born, died }: WatchedObject, range: TimeRange, buckets: number): Band {
  const at = Float64Array.from(points, (point) => point.at);
  const counts = Float64Array.from(points, ({ at: time, count }) => (died !== null && time >= died ? NaN : count));
  return bandOf(at.length > 0 ? at : Float64Array.of(born), counts, range, buckets);
}

/** Collector runs that touch the range. */
export function collectionsIn(collections: readonly Collection[], { from, to }: TimeRange): readonly Collection[] {
  return collections.filter(({ at, duration }) => at < to && at + duration >= from);
}

/** The sum of the pauses of the collector, ns. */
export function totalPause(collections: readonly Collection[]): number {
  return collections.reduce((sum, { duration }) => sum + duration, 0);
}

/** The highest value of a column and when it was; null where nothing was measured. */
export function highest(at: Float64Array, values: Float64Array): { readonly at: number; readonly value: number } | null {
  let best: { at: number; value: number } | null = null;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value > (best?.value ?? -Infinity)) {
      best = { at: at[row]!, value };
    }
  }
  return best;
}

/** The value that holds at a moment: the last one at or before it; null before the first and where it is NaN. */
export function valueAt(at: Float64Array, values: Float64Array, moment: number): number | null {
  const value = values[firstAfter(at, moment) - 1];
  return value === undefined || Number.isNaN(value) ? null : value;
}

function bandOf(at: Float64Array, values: Float64Array, range: TimeRange, buckets: number): Band {
  const low = new Float64Array(buckets).fill(NaN);
  const high = new Float64Array(buckets).fill(NaN);
  const width = (range.to - range.from) / buckets;
  if (!(width > 0)) {
    return { low, high };
  }
  let row = firstAfter(at, range.from);
  let current = values[row - 1] ?? NaN;
  for (let bucket = 0; bucket < buckets; bucket++) {
    // What held when the bucket begins belongs to it too: a step stays until the next one.
    low[bucket] = high[bucket] = current;
    for (const end = range.from + (bucket + 1) * width; row < values.length && at[row]! <= end; row++) {
      current = values[row]!;
      low[bucket] = lesser(low[bucket]!, current);
      high[bucket] = -lesser(-high[bucket]!, -current);
    }
  }
  return { low, high };
}

/** The lesser of two values, of which one may be NaN. */
function lesser(a: number, b: number): number {
  return a < b || Number.isNaN(b) ? a : b;
}
