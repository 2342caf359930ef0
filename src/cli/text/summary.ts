/** What a run found, readable in a terminal: hottest lines, most allocating lines, watched references, the collector. */
import { fileCosts } from '../../core/costs';
import type { Collection, MetricId, Recording } from '../../core/recording';
import { formatBytes, formatDuration, formatShare } from '../../core/weight';
import { runLine, whyEmpty } from './facts';
import { hottestLines, memoryTable, timeTable, type TextContext } from './lineTables';
import { collectionTable, collectorSentence, referenceTable } from './referenceTable';

const MOST_LINES = 10;
const MOST_OBJECTS = 12;
const MOST_COLLECTIONS = 3;

/** The text, with a line end after each line. */
export function summary(recording: Recording, context: TextContext): string {
  const sections = [head(recording, context), ...body(recording, context), notes(recording, context)];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function head(recording: Recording, { style }: TextContext): string[] {
  return [style.bold(runLine(recording))];
}

function body(recording: Recording, context: TextContext): string[][] {
  const empty = whyEmpty(recording);
  if (empty !== null) {
    return [[empty], references(recording, context), collector(recording, context)];
  }
  return [time(recording, context), memory(recording, context), references(recording, context), collector(recording, context)];
}

function titled(title: string, lines: readonly string[], { style }: TextContext): string[] {
  return lines.length === 0 ? [] : [style.bold(title), ...lines.map((line) => `  ${line}`)];
}

function narrowed(context: TextContext): TextContext {
  return { ...context, width: context.width - 2 };
}

function time(recording: Recording, context: TextContext): string[] {
  const metric = recording.meta.metrics.find((id): id is MetricId & ('wall' | 'cpu') => id === 'wall' || id === 'cpu');
  if (metric === undefined) {
    return [];
  }
  const rows = hottestLines(fileCosts(recording, null), metric, MOST_LINES);
  return rows.length === 0 ? [] : titled('Hottest lines', timeTable(recording, rows, metric, narrowed(context)), context);
}

/** By what they allocated; where only snapshots were to be had, by what they held at the peak. */
function memory(recording: Recording, context: TextContext): string[] {
  const metric = (['allocated', 'peak', 'held'] as const).find((id) => recording.meta.metrics.includes(id));
  if (metric === undefined) {
    return titled('Memory', ['Not measured in this run: add --memory.'], context);
  }
  const rows = hottestLines(fileCosts(recording, null), metric, MOST_LINES);
  return rows.length === 0 ? [] : titled(MEMORY_TITLES[metric], memoryTable(recording, rows, narrowed(context)), context);
}

const MEMORY_TITLES = {
  allocated: 'Most allocating lines',
  peak: 'Most allocating lines, by what they held at the peak',
  held: 'Most allocating lines, by what they held at exit',
} as const;

/** What was watched first; what the shim chose by itself only as far as it changed. */
function references(recording: Recording, context: TextContext): string[] {
  const watched = recording.objects.filter(({ kind }) => kind === 'watched');
  const others = recording.objects
    .filter(({ kind, points }) => kind !== 'watched' && points.some(({ count }) => count !== points[0]?.count))
    .sort((a, b) => b.points.length - a.points.length);
  const unseen = recording.meta.watches
    .filter(({ name }) => !watched.some((object) => object.name === name))
    .map(({ name }) => `${name} was watched, and never seen.`);
  const shown = [...watched, ...others].slice(0, Math.max(watched.length, MOST_OBJECTS));
  const lines = shown.length === 0 ? [] : referenceTable(recording, shown, narrowed(context));
  return titled('References', [...lines, ...unseen], context);
}

function collector(recording: Recording, context: TextContext): string[] {
  const longest = [...recording.collections].sort((a: Collection, b: Collection) => b.duration - a.duration).slice(0, MOST_COLLECTIONS);
  const table = longest.length === 0 ? [] : ['The longest:', ...collectionTable(recording, longest, narrowed(context))];
  return titled('Collector', [collectorSentence(recording), ...table], context);
}

function notes({ meta }: Recording, { style }: TextContext): string[] {
  const own =
    meta.ownCpuNs === null || meta.durationNs === 0
      ? []
      : [`The profiler itself used ${formatDuration(meta.ownCpuNs)} of CPU time, ${formatShare(meta.ownCpuNs / meta.durationNs)} of the run.`];
  const peak = meta.peakRss === null ? [] : [`Largest resident size: ${formatBytes(meta.peakRss)}.`];
  const notices = meta.notices.map(({ message }) => message);
  return [...notices, ...peak, ...own].map((line) => style.dim(line));
}
