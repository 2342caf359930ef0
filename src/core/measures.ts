/** Every measure of a recording over a range, by site: the metrics of the run, the number of samples, and the time in C code. */
import type { Weights } from './fileCosts';
import { THREAD_STATES, type MetricId, type Recording } from './recording';
import { forEachSample } from './sampleRows';
import type { TimeRange } from './selection';
import { siteWeights } from './siteWeights';

export interface Measures {
  /** Self weight by site of each metric that was measured. */
  readonly metrics: ReadonlyMap<MetricId, Float64Array>;
  /** Observations whose leaf was the site; a fraction where one observation is spread over several sites. */
  readonly samples: Float64Array;
  /** Wall time in C code, ns, by site; null when the engine does not tell states. */
  readonly native: Float64Array | null;
}

const NATIVE = THREAD_STATES.indexOf('native');
const UNKNOWN = THREAD_STATES.indexOf('unknown');

export function measure(recording: Recording, range: TimeRange | null): Measures {
  const metrics = new Map<MetricId, Float64Array>();
  for (const metric of recording.meta.metrics) {
    metrics.set(metric, siteWeights(recording, { metric, range }));
  }
  const samples = new Float64Array(recording.sites.length);
  const native = new Float64Array(recording.sites.length);
  let statesKnown = false;
  for (const rows of recording.samples) {
    const { site, wall, state } = rows;
    forEachSample(rows, range, (row, part, observation) => {
      samples[site[row]!]! += part * observation;
      if (state[row] === NATIVE) {
        native[site[row]!]! += part * wall[row]!;
      }
      statesKnown ||= state[row] !== UNKNOWN;
    });
  }
  return { metrics, samples, native: statesKnown ? native : null };
}

/** Weights by metric at one index of many columns. */
export function weightsAt(columns: ReadonlyMap<MetricId, Float64Array>, index: number): Weights {
  const weights: Partial<Record<MetricId, number>> = {};
  for (const [metric, values] of columns) {
    weights[metric] = values[index]!;
  }
  return weights;
}
