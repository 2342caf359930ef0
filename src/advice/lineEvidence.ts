/** What a run says of the lines of a file as it reads now, and what a piece of it cost. */
import type { AdviceCost, Gain } from '../core/advice';
import type { FileCosts, FunctionCosts, LineCosts, Weights } from '../core/fileCosts';
import type { MetricId } from '../core/recording';

/** The run, by lines of the present text. Edited, new and unrecorded lines have nothing to say: null. */
export interface LineEvidence {
  readonly runTotal: Weights;
  /** `3.12.4`; null when it is not known. */
  readonly pythonVersion: string | null;
  readonly line: (line: number) => LineCosts | null;
  readonly functionAt: (line: number) => FunctionCosts | null;
  /** Lines of the present text that have costs, rising. */
  readonly lines: readonly number[];
}

/** Evidence for a file that reads exactly as it ran. */
export function evidenceOfCosts(costs: FileCosts, pythonVersion: string | null): LineEvidence {
  const byLine = new Map(costs.lines.map((each) => [each.line, each]));
  return {
    runTotal: costs.runTotal,
    pythonVersion,
    line: (line) => byLine.get(line) ?? null,
    functionAt: (line) => costs.functions.find((each) => each.line === line) ?? null,
    lines: costs.lines.map(({ line }) => line),
  };
}

const TIME: readonly MetricId[] = ['wall', 'cpu'];
const MEMORY: readonly MetricId[] = ['allocated', 'peak', 'held'];
/** Fewer samples than these say nothing for sure. */
const FEWEST_SAMPLES = 3;
/** Bytes below which no memory is worth a change. */
const FEWEST_BYTES = 10_000;

/** The dearest cost of these lines (1-based, both included) among what a change could win; null below the threshold. */
export function costOf(
  evidence: LineEvidence,
  first: number,
  last: number,
  { gain, weight, threshold }: { gain: Gain; weight: 'self' | 'total'; threshold: number },
): AdviceCost | null {
  const metrics = gain === 'time' ? TIME : gain === 'memory' ? MEMORY : [...TIME, ...MEMORY];
  const rows = rowsBetween(evidence, first, last);
  const samples = rows.reduce((sum, row) => sum + row.samples, 0);
  const costs = metrics.flatMap((metric): AdviceCost[] => {
    const whole = evidence.runTotal[metric];
    if (whole === undefined || whole <= 0) return [];
    const sum = rows.reduce((total, row) => total + (row[weight][metric] ?? 0), 0);
    // Lines of one function share no sample; those of a comprehension's own frame may.
    const weighed = Math.min(sum, whole);
    const isEnough = TIME.includes(metric) ? samples >= FEWEST_SAMPLES : weighed >= FEWEST_BYTES;
    const share = weighed / whole;
    return isEnough && share >= threshold && weighed > 0 ? [{ metric, weight: weighed, share, samples }] : [];
  });
  return costs.reduce<AdviceCost | null>((best, cost) => (best === null || cost.share > best.share ? cost : best), null);
}

function rowsBetween(evidence: LineEvidence, first: number, last: number): LineCosts[] {
  const rows: LineCosts[] = [];
  for (let line = first; line <= last; line++) {
    const row = evidence.line(line);
    if (row !== null) rows.push(row);
  }
  return rows;
}

/** Whether a version such as `3.12.4` is among these minors; an unknown one is. */
export function minorOf(version: string | null): number | null {
  const minor = /^3\.(\d+)/.exec(version ?? '')?.[1];
  return minor === undefined ? null : Number(minor);
}
