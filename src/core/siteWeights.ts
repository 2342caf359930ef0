/** Self weight of every recorded site, for one metric and one time range: what every view starts from. */
import { addAllocations, addHeld, addPeak } from './allocationRows';
import type { Recording } from './recording';
import { forEachSample, rowsOf, wholeRows } from './sampleRows';
import type { Selection } from './selection';

/**
 * The weight of each site itself, without what it called, in the metric's unit. Over a time range, `wall`, `cpu`,
 * `allocated` and `allocations` are what fell into it, `held` is what was held at its end, and `peak` what was held
 * when the heap was largest within it. A metric that was not measured weighs nothing anywhere: ask `meta.metrics`.
 */
export function siteWeights(recording: Recording, { metric, range }: Selection): Float64Array {
  const weights = new Float64Array(recording.sites.length);
  switch (metric) {
    case 'wall':
    case 'cpu':
      addSamples(weights, recording, metric, range);
      break;
    case 'allocated':
    case 'allocations':
      addAllocations(weights, recording.allocations, metric, range);
      break;
    case 'held':
      addHeld(weights, recording.allocations, range?.to ?? null);
      break;
    case 'peak':
      addPeak(weights, recording, range);
      break;
  }
  return weights;
}

function addSamples(weights: Float64Array, recording: Recording, metric: 'wall' | 'cpu', range: Selection['range']): void {
  for (const samples of recording.samples) {
    const { site } = samples;
    const values = samples[metric];
    const add = (row: number, part: number): void => {
      const value = values[row]!;
      // NaN: this row's CPU time was not measured.
      if (value > 0) {
        weights[site[row]!]! += part * value;
      }
    };
    // Nearly all rows lie in the range as a whole; only those at its edges have to be looked at closely.
    const [first, end] = wholeRows(samples, range);
    for (let row = first; row < end; row++) {
      add(row, 1);
    }
    if (range !== null) {
      forEachSample(rowsOf(samples, 0, first), range, add);
      forEachSample(rowsOf(samples, end, samples.length), range, (row, part) => add(end + row, part));
    }
  }
}
