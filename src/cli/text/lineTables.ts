/** Tables of lines: the hottest, and those that allocate most. */
import type { FileCosts, LineCosts } from '../../core/fileCosts';
import { heatLevel } from '../../core/heat';
import { METRICS } from '../../core/metric';
import type { MetricId, Recording } from '../../core/recording';
import { formatCount, formatShare, formatWeight } from '../../core/weight';
import { shownPath } from './paths';
import { SourceText } from './sourceText';
import type { Style } from './style';
import { table, type Column } from './table';

export interface TextContext {
  readonly cwd: string;
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
}

interface Row {
  readonly file: FileCosts;
  readonly cost: LineCosts;
}

const THRESHOLD = 0.005;
const PLACE_MOST = 36;
const FUNCTION_MOST = 28;

/** The lines with the most self weight of a metric, most first; fewer than `most` when the rest is less than half a percent. */
export function hottestLines(costs: ReadonlyMap<string, FileCosts>, metric: MetricId, most: number): Row[] {
  const rows = [...costs.values()].flatMap((file) => file.lines.map((cost) => ({ file, cost })));
  const self = ({ cost }: Row): number => cost.self[metric] ?? 0;
  return rows
    .filter((row) => self(row) > 0 && self(row) >= THRESHOLD * (row.file.runTotal[metric] ?? 0))
    .sort((a, b) => self(b) - self(a))
    .slice(0, most);
}

/** Share and self time, total time, samples, place, function, source. */
export function timeTable(recording: Recording, rows: readonly Row[], metric: 'wall' | 'cpu', context: TextContext): string[] {
  const { style } = context;
  const share = ({ file, cost }: Row): number => (cost.self[metric] ?? 0) / (file.runTotal[metric] ?? 1);
  const heat = (text: string, at: number): string => style.heat(text, heatLevel(rows[at] === undefined ? 0 : share(rows[at]), 0.01));
  const columns: Column[] = [
    { title: 'self', align: 'right', paint: heat },
    { title: '', align: 'right', paint: heat },
    { title: 'total', align: 'right' },
    { title: 'samples', align: 'right', paint: (text) => style.dim(text) },
    ...placeColumns(context),
  ];
  const source = new SourceText(recording.files);
  const cells = rows.map((row) => [
    formatShare(share(row)),
    formatWeight(row.cost.self[metric] ?? NaN, 'nanoseconds'),
    formatWeight(row.cost.total[metric] ?? NaN, 'nanoseconds'),
    formatCount(row.cost.samples),
    ...placeCells(row, source, context),
  ]);
  return table(columns, cells, context.width);
}

/** Bytes allocated, blocks, bytes held at exit and at the peak, as far as they were measured; place, function, source. */
export function memoryTable(recording: Recording, rows: readonly Row[], context: TextContext): string[] {
  const measured = (['allocated', 'allocations', 'held', 'peak'] as const).filter((metric) => recording.meta.metrics.includes(metric));
  const columns: Column[] = [
    ...measured.map(
      (metric): Column => ({
        title: MEMORY_TITLES[metric],
        align: 'right',
        ...(metric === measured[0] ? { paint: (text: string) => context.style.memory(text) } : {}),
      }),
    ),
    ...placeColumns(context),
  ];
  const source = new SourceText(recording.files);
  const cells = rows.map((row) => [
    ...measured.map((metric) => formatWeight(row.cost.self[metric] ?? NaN, METRICS[metric].unit)),
    ...placeCells(row, source, context),
  ]);
  return table(columns, cells, context.width);
}

const MEMORY_TITLES = { allocated: 'allocated', allocations: 'blocks', held: 'held at exit', peak: 'at peak' } as const;

function placeColumns({ style }: TextContext): Column[] {
  return [
    { title: 'line', align: 'left', most: PLACE_MOST, cut: 'left', paint: (text) => style.bold(text) },
    { title: 'function', align: 'left', most: FUNCTION_MOST },
    { title: '', align: 'left', paint: (text) => style.dim(text) },
  ];
}

function placeCells({ file, cost }: Row, source: SourceText, { cwd }: TextContext): string[] {
  return [`${shownPath(file.path, cwd)}:${cost.line}`, cost.function, source.line(file.path, cost.line)];
}
