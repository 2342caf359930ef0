/** Memory by line in the form of memory_profiler: line, memory, increment, occurrences, source; heap and resident memory apart. */
import { functionExtent } from '../../core/memory/functionExtent';
import type { IncrementBasis, MemoryLine, MemoryTable } from '../../core/memory/memoryLines';
import type { Recording } from '../../core/recording';
import { formatBytes, formatChange, formatCount, formatMoment } from '../../core/weight';
import type { TextContext } from './lineTables';
import { shownPath } from './paths';
import type { SourceText } from './sourceText';
import { table, type Column } from './table';

const BASIS: Readonly<Record<IncrementBasis, string>> = {
  followed: 'read before and after every run of the line',
  frees: 'what the line and its calls allocated, less what was freed meanwhile',
  readings: 'estimated: differences between readings, spread over what ran meanwhile',
};

/** `Python heap up to 96 MB at 1.750 s; resident up to 131 MB.` */
export function memorySentence({ peak, meta }: Recording): string {
  const heap = peak === null ? null : `Python heap up to ${formatBytes(peak.total)} at ${formatMoment(peak.at)}`;
  const rss = meta.peakRss === null ? null : `resident memory up to ${formatBytes(meta.peakRss)}`;
  const parts = [heap, rss].filter((part) => part !== null);
  return parts.length === 0 ? 'Memory was not measured.' : `${capitalized(parts.join('; '))}.`;
}

/** Where the increments of a table come from, one sentence each. */
export function basisSentences({ heapBasis, rssBasis, readings }: MemoryTable): string[] {
  const heap = heapBasis === null ? 'Heap: not measured' : `Heap increments: ${BASIS[heapBasis]}`;
  const rss = rssBasis === null ? 'resident: not measured' : `resident: ${BASIS[rssBasis]}`;
  return [`${heap}; ${rss}. Levels come from ${formatCount(readings)} readings.`];
}

/**
 * The lines of one file.
 * @param definitions lines (1-based) of the definitions of the functions to show, with all of their source; null: lines with figures
 */
export function memoryLinesTable(
  found: MemoryTable,
  definitions: readonly number[] | null,
  source: SourceText,
  context: TextContext,
): string[] {
  const text = source.lines(found.path);
  const rows = definitions === null || text.length === 0 ? found.lines.map(({ line }) => line) : linesOf(text, definitions);
  const byLine = new Map(found.lines.map((line) => [line.line, line]));
  const shown = COLUMNS.filter(({ always, cell }) => always === true || found.lines.some((line) => cell(line) !== ''));
  const columns: Column[] = [
    { title: 'line', align: 'right', paint: (cell) => context.style.bold(cell) },
    ...shown.map(({ title }, at): Column => ({ title, align: 'right', paint: (cell) => (at < 2 ? context.style.memory(cell) : cell) })),
    { title: 'source', align: 'left', paint: (cell) => (text.length === 0 ? context.style.dim(cell) : cell) },
  ];
  const cells = rows.map((line) => {
    const figures = byLine.get(line);
    return [String(line), ...shown.map(({ cell }) => (figures === undefined ? '' : cell(figures))), text[line - 1] ?? figures?.function ?? ''];
  });
  return table(columns, cells, context.width);
}

/** `pipeline.py`, and which of its functions. */
export function memoryTitle({ path }: MemoryTable, { cwd, style }: TextContext): string {
  return style.bold(shownPath(path, cwd));
}

interface MemoryColumn {
  readonly title: string;
  readonly always?: boolean;
  readonly cell: (line: MemoryLine) => string;
}

const bytes = (value: number | null): string => (value === null ? '' : formatBytes(value));
const some = (value: number | null): string => (value === null || value === 0 ? '' : formatBytes(value));
const change = (value: number | null): string => (value === null ? '' : formatChange(value, 'bytes'));

const COLUMNS: readonly MemoryColumn[] = [
  { title: 'heap', always: true, cell: ({ heapMost }) => bytes(heapMost) },
  { title: 'increment', always: true, cell: ({ heapIncrement }) => change(heapIncrement) },
  { title: 'resident', cell: ({ rssMost }) => bytes(rssMost) },
  { title: 'increment', cell: ({ rssIncrement }) => change(rssIncrement) },
  { title: 'occurrences', cell: ({ runs }) => (runs === null ? '' : formatCount(runs)) },
  { title: 'allocated', cell: ({ allocated }) => some(allocated) },
  { title: 'blocks', cell: ({ allocations }) => (allocations === null || allocations === 0 ? '' : formatCount(allocations)) },
  { title: 'held', cell: ({ held }) => some(held) },
  { title: 'at peak', cell: ({ peak }) => some(peak) },
  { title: 'freed elsewhere', cell: ({ freedElsewhere }) => some(freedElsewhere) },
];

function linesOf(text: readonly string[], definitions: readonly number[]): number[] {
  const lines = new Set<number>();
  for (const definition of definitions) {
    const { first, last } = functionExtent(text, definition);
    for (let line = first; line <= last; line++) {
      lines.add(line);
    }
  }
  return [...lines].sort((a, b) => a - b);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
