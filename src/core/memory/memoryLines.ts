/**
 * Memory line by line, in the form that users of memory_profiler know: memory, increment, occurrences. The Python heap and resident
 * memory are never mixed. Each figure says where it comes from.
 */
import { subtreeTotals } from '../callTree';
import { NONE } from '../ids';
import type { MetricId, Recording } from '../recording';
import type { TimeRange } from '../selection';
import { siteWeights } from '../siteWeights';
import { selfByKey, sourceIndex, totalByKey, type LineKeys } from '../sourceIndex';
import { readingWeights } from './readings';
import { releasesBySite } from './releases';

/**
 * How an increment was measured. followed: memory was read before and after every execution; frees: what the line and its calls
 * allocated, less what was freed while they ran; readings: differences between readings, spread over what ran meanwhile.
 */
export type IncrementBasis = 'followed' | 'frees' | 'readings';

export interface MemoryLine {
  readonly line: number;
  /** Qualified name of the function that it belongs to. */
  readonly function: string;
  /** How often it ran; null unless it was followed. */
  readonly runs: number | null;
  /** Python heap, bytes: the most while or right after it ran, and what its executions added; null where nothing was read. */
  readonly heapMost: number | null;
  readonly heapIncrement: number | null;
  /** Resident memory of the process, bytes. */
  readonly rssMost: number | null;
  readonly rssIncrement: number | null;
  /** By the line itself, without what it called; null where the run did not measure it. */
  readonly allocated: number | null;
  readonly allocations: number | null;
  /** Bytes of its own blocks that are still held at the end, and when the heap was largest. */
  readonly held: number | null;
  readonly peak: number | null;
  /** Bytes of its own blocks that were freed while another line ran; null where nobody looked at who frees. */
  readonly freedElsewhere: number | null;
  /** Bytes freed while it ran, whoever made them. */
  readonly freedHere: number | null;
}

export interface MemoryTable {
  readonly path: string;
  readonly heapBasis: IncrementBasis | null;
  readonly rssBasis: IncrementBasis | null;
  /** How many readings the levels come from. */
  readonly readings: number;
  /** Ordered by line. */
  readonly lines: readonly MemoryLine[];
}

/** Figures by line key, computed once for all files. */
interface Columns {
  readonly runs: Float64Array;
  readonly heapMost: Float64Array;
  readonly heap: Float64Array;
  readonly rssMost: Float64Array;
  readonly rss: Float64Array;
  readonly own: ReadonlyMap<MetricId, Float64Array>;
  readonly freedElsewhere: Float64Array | null;
  readonly freedHere: Float64Array | null;
  readonly heapBasis: IncrementBasis | null;
  readonly rssBasis: IncrementBasis | null;
  readonly readings: number;
}

const OWN: readonly MetricId[] = ['allocated', 'allocations', 'held', 'peak'];

/** The tables of all files in which a line has something to say, by path. */
export function memoryTables(recording: Recording, range: TimeRange | null): Map<string, MemoryTable> {
  const { lines } = sourceIndex(recording);
  const columns = columnsOf(recording, lines, range);
  const owner = owners(recording, lines);
  const byFile = new Map<number, MemoryLine[]>();
  for (let key = 0; key < lines.length; key++) {
    const line = lineOf(columns, key, lines.line[key]!, recording.frames[owner[key]!]?.name ?? '');
    if (saysAnything(line)) {
      const file = lines.file[key]!;
      const ofFile = byFile.get(file) ?? [];
      byFile.set(file, ofFile);
      ofFile.push(line);
    }
  }
  const { heapBasis, rssBasis, readings } = columns;
  const tables = new Map<string, MemoryTable>();
  for (const [file, ofFile] of byFile) {
    const { path } = recording.files[file]!;
    tables.set(path, { path, heapBasis, rssBasis, readings, lines: ofFile.sort((a, b) => a.line - b.line) });
  }
  return tables;
}

function columnsOf(recording: Recording, lines: LineKeys, range: TimeRange | null): Columns {
  const heap = readingWeights(recording, 'heap', range);
  const rss = readingWeights(recording, 'rss', range);
  const totals = (perSite: Float64Array): Float64Array => totalByKey(lines, subtreeTotals(recording.sites.parent, perSite));
  const perLine = (metric: MetricId): Float64Array => selfByKey(lines, siteWeights(recording, { metric, range }));
  const own = new Map(OWN.filter((metric) => recording.meta.metrics.includes(metric)).map((metric) => [metric, perLine(metric)]));
  const releases = releasesBySite(recording, range);
  const seesFrees = releases !== null && own.has('allocated');
  const net = seesFrees ? difference(siteWeights(recording, { metric: 'allocated', range }), releases.here) : heap.increment;
  const columns = {
    runs: new Float64Array(lines.length).fill(NaN),
    heapMost: mostByKey(lines, heap.most),
    heap: heap.readings > 1 || seesFrees ? totals(net) : new Float64Array(lines.length).fill(NaN),
    rssMost: mostByKey(lines, rss.most),
    rss: rss.readings > 1 ? totals(rss.increment) : new Float64Array(lines.length).fill(NaN),
    own,
    freedElsewhere: releases === null ? null : selfByKey(lines, releases.elsewhere),
    freedHere: releases === null ? null : selfByKey(lines, releases.here),
    heapBasis: seesFrees ? ('frees' as const) : heap.readings > 1 ? ('readings' as const) : null,
    rssBasis: rss.readings > 1 ? ('readings' as const) : null,
    readings: Math.max(heap.readings, rss.readings),
  };
  return range === null ? withFollowed(recording, lines, columns) : columns;
}

/** What was read around every execution stands above every estimate. Totals of the whole run: a range cannot be cut out of them. */
function withFollowed({ lineMemory }: Recording, { ofSite }: LineKeys, columns: Columns): Columns {
  const seen = new Set<number>();
  let { heapBasis, rssBasis } = columns;
  for (const { site, runs, heap, heapMost, rss, rssMost } of lineMemory) {
    const key = ofSite[site]!;
    if (key === NONE) {
      continue;
    }
    const add = (values: Float64Array, value: number | null): void => {
      values[key] = (seen.has(key) ? values[key]! : 0) + (value ?? NaN);
    };
    const raise = (values: Float64Array, value: number | null): void => {
      values[key] = Math.max(seen.has(key) ? values[key]! : -Infinity, value ?? NaN);
    };
    add(columns.runs, runs);
    if (heap !== null) {
      add(columns.heap, heap);
      raise(columns.heapMost, heapMost);
      heapBasis = 'followed';
    }
    if (rss !== null) {
      add(columns.rss, rss);
      raise(columns.rssMost, rssMost);
      rssBasis = 'followed';
    }
    seen.add(key);
  }
  return { ...columns, heapBasis, rssBasis };
}

function lineOf(columns: Columns, key: number, line: number, name: string): MemoryLine {
  const own = (metric: MetricId): number | null => columns.own.get(metric)?.[key] ?? null;
  // What was not followed beside lines that were is not told: two kinds of figures in one column would be compared.
  const mixes = columns.heapBasis === 'followed' && Number.isNaN(columns.runs[key]!);
  return {
    line,
    function: name,
    runs: measured(columns.runs[key]),
    heapMost: measured(columns.heapMost[key]),
    heapIncrement: mixes ? null : measured(columns.heap[key]),
    rssMost: measured(columns.rssMost[key]),
    rssIncrement: columns.rssBasis === 'followed' && Number.isNaN(columns.runs[key]!) ? null : measured(columns.rss[key]),
    allocated: own('allocated'),
    allocations: own('allocations'),
    held: own('held'),
    peak: own('peak'),
    freedElsewhere: columns.freedElsewhere?.[key] ?? null,
    freedHere: columns.freedHere?.[key] ?? null,
  };
}

function saysAnything({ line: _line, function: _name, ...figures }: MemoryLine): boolean {
  return Object.values(figures).some((value) => value !== null && value !== 0);
}

function mostByKey({ ofSite, length }: LineKeys, perSite: Float64Array): Float64Array {
  const most = new Float64Array(length).fill(NaN);
  for (let site = 0; site < ofSite.length; site++) {
    const key = ofSite[site]!;
    const value = perSite[site]!;
    if (key !== NONE && !Number.isNaN(value) && !(value <= most[key]!)) {
      most[key] = value;
    }
  }
  return most;
}

/** The frame of each line: of several (a lambda, a comprehension) the one defined last before it, which is the innermost. */
function owners({ sites, frames }: Recording, { ofSite, length }: LineKeys): Uint32Array {
  const owner = new Uint32Array(length).fill(NONE);
  for (let site = 0; site < sites.length; site++) {
    const key = ofSite[site]!;
    if (key === NONE) {
      continue;
    }
    const frame = sites.frame[site]!;
    if (owner[key] === NONE || (frames[frame]!.line ?? 0) < (frames[owner[key]!]!.line ?? 0)) {
      owner[key] = frame;
    }
  }
  return owner;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value - b[at]!);
}

function measured(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
