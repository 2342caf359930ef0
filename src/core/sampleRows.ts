/** Walks the samples of a thread that lie in a time range, those at its edges in part. */
import type { ThreadSamples } from './recording';
import type { TimeRange } from './selection';

/**
 * Called for each observation: the rows of one moment, which together stand for the time from `start` to `end`, ns.
 * @param endRow exclusive
 */
export type VisitObservation = (firstRow: number, endRow: number, start: number, end: number) => void;

/** Calls `visit` with every observation whose span touches the range, in time order. null: all of them. */
export function forEachObservation(samples: ThreadSamples, range: TimeRange | null, visit: VisitObservation): void {
  const { at, wall, length } = samples;
  let row = range === null ? 0 : firstAfter(at, range.from, length);
  while (row < length) {
    const firstRow = row;
    const end = at[row]!;
    let span = 0;
    while (row < length && at[row]! === end) {
      span += wall[row++]!;
    }
    if (range !== null && end > range.to && end - span >= range.to) {
      return;
    }
    visit(firstRow, row, end - span, end);
  }
}

/**
 * Called for each row in the range.
 * @param row index into the columns of the samples
 * @param part of the row that lies in the range, above 0 and up to 1
 * @param observation share 0..1 of its observation that the row stands for
 */
export type VisitRow = (row: number, part: number, observation: number) => void;

/** A range that cuts through an observation takes its part of every row. */
export function forEachSample(samples: ThreadSamples, range: TimeRange | null, visit: VisitRow): void {
  const { wall } = samples;
  forEachObservation(samples, range, (firstRow, endRow, start, end) => {
    const part = range === null ? 1 : partInRange(start, end, range);
    if (part === 0) {
      return;
    }
    const span = end - start;
    for (let row = firstRow; row < endRow; row++) {
      visit(row, part, span > 0 ? wall[row]! / span : 1 / (endRow - firstRow));
    }
  });
}

/** The rows, first and past the last, that lie in the range as a whole; all rows before and after need a closer look. */
export function wholeRows({ at, length }: ThreadSamples, range: TimeRange | null): [first: number, end: number] {
  if (range === null) {
    return [0, length];
  }
  const end = firstAfter(at, range.to, length);
  let first = firstAfter(at, range.from, length);
  // The observation that begins before the range ends in it.
  for (const time = at[first]; first < end && at[first] === time; ) {
    first++;
  }
  return [Math.min(first, end), end];
}

/** A part of a thread's rows, without copying them. */
export function rowsOf(samples: ThreadSamples, first: number, end: number): ThreadSamples {
  return {
    thread: samples.thread,
    length: end - first,
    at: samples.at.subarray(first, end),
    site: samples.site.subarray(first, end),
    wall: samples.wall.subarray(first, end),
    cpu: samples.cpu.subarray(first, end),
    state: samples.state.subarray(first, end),
  };
}

/** The share of a span that lies in the range; a moment without length is in or out. */
export function partInRange(start: number, end: number, { from, to }: TimeRange): number {
  if (end <= start) {
    return end > from && end <= to ? 1 : 0;
  }
  return Math.max(0, Math.min(end, to) - Math.max(start, from)) / (end - start);
}

/** The first index whose value is above the limit; values ascend. */
export function firstAfter(values: Float64Array, limit: number, length = values.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > limit) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
