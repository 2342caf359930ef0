/** The public JSON form of costs by line: `emberline lines --json`. Documented in the README; `format` grows when it changes. */
import { fileCosts } from '../costs';
import type { Weights } from '../fileCosts';
import { METRICS } from '../metric';
import type { MetricId, Recording, Unit } from '../recording';
import type { TimeRange } from '../selection';

export interface LinesJson {
  readonly format: 1;
  readonly metrics: readonly { readonly id: MetricId; readonly unit: Unit; readonly total: number }[];
  readonly lines: readonly LineJson[];
}

export interface LineJson {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  /** Metrics that were not measured are absent. */
  readonly self: Weights;
  readonly total: Weights;
  /** Samples with the line on the stack. */
  readonly samples: number;
}

/** Sorted by file and line. */
export function linesJson(recording: Recording, range: TimeRange | null = null): LinesJson {
  const files = [...fileCosts(recording, range).values()].sort((a, b) => compareText(a.path, b.path));
  const runTotal = files[0]?.runTotal ?? {};
  return {
    format: 1,
    metrics: recording.meta.metrics.map((id) => ({ id, unit: METRICS[id].unit, total: runTotal[id] ?? 0 })),
    lines: files.flatMap(({ path, lines }) =>
      lines.map(({ line, function: name, self, total, samples }) => ({ file: path, line, function: name, self, total, samples })),
    ),
  };
}

/** By code unit, so that the order is the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
