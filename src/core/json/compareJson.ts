/** The public JSON form of a comparison: `emberline compare --json`. */
import { functionDiffs, nodeDiff, type FunctionFigures } from '../diff';
import { METRICS } from '../metric';
import type { MetricId, Recording, Unit } from '../recording';

export interface CompareJson {
  readonly format: 1;
  readonly metric: { readonly id: MetricId; readonly unit: Unit; readonly before: number; readonly after: number };
  /** The largest change first. */
  readonly functions: readonly FunctionChangeJson[];
}

export interface FunctionChangeJson {
  readonly name: string;
  readonly file: string | null;
  /** Of the definition, 1-based; in the earlier run where it ran only there. */
  readonly line: number | null;
  readonly before: FunctionFigures;
  readonly after: FunctionFigures;
  /** False: chance alone would explain the change of `self`. */
  readonly certain: boolean;
}

export function compareJson(before: Recording, after: Recording, metric: MetricId): CompareJson {
  const { whole } = nodeDiff(before, after, metric);
  const functions = functionDiffs(before, after, metric).map(({ row, before: earlier, after: later, certain }) => ({
    name: row.frame.name, file: row.path, line: row.frame.line, before: earlier, after: later, certain,
  }));
  return { format: 1, metric: { id: metric, unit: METRICS[metric].unit, ...whole }, functions };
}
