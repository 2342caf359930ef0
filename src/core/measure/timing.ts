/** What many timed values of one piece say together: the middle, the spread, what stood out, and whether the system held still. */
import { formatShare } from '../weight';
import { bootstrapInterval, type Interval, median, outliers, quantile, sortedNumbers } from './statistics';

/** What one measuring process found. */
export interface ProcessValues {
  /** Nanoseconds of one loop, value by value. */
  readonly values: readonly number[];
  readonly warmups: readonly number[];
  readonly loops: number;
  /** Share 0..1 of each value's time in which the process had a processor. */
  readonly cpuShares: readonly number[];
  /** Most bytes held at once beyond the start; null: not measured. */
  readonly peakBytes: number | null;
  /** Runs of the collector during the memory pass; null: not measured. */
  readonly collections: number | null;
}

export interface Timing {
  readonly medianNs: number;
  readonly q1Ns: number;
  readonly q3Ns: number;
  readonly lowestNs: number;
  readonly highestNs: number;
  /** 95 % interval of the median; NaN with a single process. */
  readonly interval: Interval;
  readonly processes: number;
  readonly values: number;
  readonly loops: number;
  readonly mildOutliers: readonly number[];
  readonly severeOutliers: readonly number[];
  /** Why these values may not be repeatable, each one sentence; empty: the system held still. */
  readonly warnings: readonly string[];
  readonly peakBytes: number | null;
  readonly collections: number | null;
}

/** From here on the spread between the quartiles is told, as a share of the median. */
const WIDE_SPREAD = 0.1;
/** Below this share of a processor, somebody else was running. */
const HELD_BACK = 0.95;

/** @param load processes that wanted a processor while it was measured, per processor; null where the system does not say */
export function summarise(processes: readonly ProcessValues[], load: number | null): Timing {
  const all = processes.flatMap(({ values }) => values);
  const sorted = sortedNumbers(all);
  const middle = quantile(sorted, 0.5);
  const found = outliers(all);
  const [q1Ns, q3Ns] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  return {
    medianNs: middle,
    q1Ns,
    q3Ns,
    lowestNs: sorted[0] ?? NaN,
    highestNs: sorted.at(-1) ?? NaN,
    interval: bootstrapInterval(processes, (drawn) => median(drawn.flatMap(({ values }) => values))),
    processes: processes.length,
    values: all.length,
    loops: processes[0]?.loops ?? 0,
    mildOutliers: found.mild,
    severeOutliers: found.severe,
    warnings: warningsOf(processes, { spread: (q3Ns - q1Ns) / middle, severe: found.severe.length, load }),
    peakBytes: highest(processes.map(({ peakBytes }) => peakBytes)),
    collections: highest(processes.map(({ collections }) => collections)),
  };
}

/** Half of the interval's width as a share of the median: what stands after ±. null with a single process. */
export function relativeError({ interval, medianNs }: Timing): number | null {
  const half = (interval.high - interval.low) / 2 / medianNs;
  return Number.isFinite(half) ? half : null;
}

function warningsOf(
  processes: readonly ProcessValues[],
  { spread, severe, load }: { readonly spread: number; readonly severe: number; readonly load: number | null },
): string[] {
  const warnings: string[] = [];
  const given = median(processes.flatMap(({ cpuShares }) => cpuShares));
  if (given < HELD_BACK) warnings.push(`It had a processor for ${formatShare(given)} of the time only: it waits, or other programs run.`);
  if (load !== null && load > 1) warnings.push(`The machine is busy: ${load.toFixed(1)} programs want each processor.`);
  if (spread > WIDE_SPREAD) warnings.push(`The middle half of the values spreads over ${formatShare(spread)} of the median.`);
  if (severe > 0) warnings.push(`${severe} of the values ${severe === 1 ? 'lies' : 'lie'} far outside: something else ran meanwhile.`);
  return warnings;
}

function highest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
