/** What was allocated, freed and held by each site over a time range. */
import type { Allocations, Peak, Recording } from './recording';
import { partInRange } from './sampleRows';
import type { TimeRange } from './selection';

type AllocationColumn = 'allocated' | 'allocations';

/**
 * Sums a column by site over the range. A record stands for the time since the one before; a range that cuts through
 * that interval takes its part, as if the bytes had been asked for evenly.
 */
export function addAllocations(weights: Float64Array, allocations: Allocations, column: AllocationColumn, range: TimeRange | null): void {
  const values = allocations[column];
  forEachPart(allocations, range, (row, part) => {
    weights[allocations.site[row]!]! += part * values[row]!;
  });
}

/** Bytes held by site at a moment; null: at the end of the run. */
export function addHeld(weights: Float64Array, allocations: Allocations, moment: number | null): void {
  const { site, allocated, freed } = allocations;
  forEachPart(allocations, moment === null ? null : { from: -Infinity, to: moment }, (row, part) => {
    weights[site[row]!]! += part * (allocated[row]! - freed[row]!);
  });
  // What is freed cannot exceed what was made but for estimates: less than nothing is nothing.
  for (let at = 0; at < weights.length; at++) {
    if (weights[at]! < 0) {
      weights[at] = 0;
    }
  }
}

/** Bytes held by site when the heap was largest within the range: as recorded if that was the run's peak, else from the deltas. */
export function addPeak(weights: Float64Array, { peak, allocations }: Recording, range: TimeRange | null): void {
  if (peak !== null && (range === null || (peak.at >= range.from && peak.at < range.to))) {
    addRecordedPeak(weights, peak);
  } else {
    addHeld(weights, allocations, momentOfMost(allocations, range));
  }
}

function addRecordedPeak(weights: Float64Array, { site, held }: Peak): void {
  for (let row = 0; row < site.length; row++) {
    weights[site[row]!]! += held[row]!;
  }
}

/** The moment in the range when most was held, as far as the records' ends and the range's start tell. */
function momentOfMost({ length, at, allocated, freed }: Allocations, range: TimeRange | null): number {
  const from = range?.from ?? 0;
  const to = range?.to ?? Infinity;
  let held = 0;
  let most = -Infinity;
  let moment = from;
  for (let row = 0; row < length; row++) {
    held += allocated[row]! - freed[row]!;
    const recordEnds = row + 1 === length || at[row + 1]! !== at[row]!;
    if (!recordEnds || at[row]! < from) {
      continue;
    }
    if (at[row]! > to) {
      break;
    }
    if (held > most) {
      most = held;
      moment = at[row]!;
    }
  }
  return moment;
}

/** Calls `visit` with every row in the range and the part of it that lies there, above 0 and up to 1. */
function forEachPart({ length, at }: Allocations, range: TimeRange | null, visit: (row: number, part: number) => void): void {
  let before = 0;
  for (let row = 0; row < length; ) {
    const end = at[row]!;
    const part = range === null ? 1 : partInRange(before, end, range);
    if (range !== null && before >= range.to) {
      return;
    }
    for (; row < length && at[row]! === end; row++) {
      if (part > 0) {
        visit(row, part);
      }
    }
    before = end;
  }
}
