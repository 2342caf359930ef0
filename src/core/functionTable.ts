/** One row for every function of a selection, for tables that can be sorted. */
import { subtreeTotals } from './callTree';
import type { Frame, Origin, Recording } from './recording';
import type { Selection } from './selection';
import { siteWeights } from './siteWeights';
import { selfByKey, sourceIndex, totalByKey } from './sourceIndex';

export interface FunctionRow {
  readonly frame: Frame;
  /** Path as Python reported it, null for what has no source. */
  readonly path: string | null;
  readonly origin: Origin | null;
  /** In the metric's unit. */
  readonly self: number;
  /** Counted once per sample however deep the recursion. */
  readonly total: number;
}

/** Rows with weight, most self weight first. Roots, threads, tasks and processes are no functions and have no row. */
export function functionTable(recording: Recording, selection: Selection): FunctionRow[] {
  const { functions } = sourceIndex(recording);
  const perSite = siteWeights(recording, selection);
  const self = selfByKey(functions, perSite);
  const total = totalByKey(functions, subtreeTotals(recording.sites.parent, perSite));
  return recording.frames
    .filter(({ id, kind }) => !STRUCTURE.has(kind) && total[id]! > 0)
    .map((frame) => {
      const file = frame.file === null ? null : (recording.files[frame.file] ?? null);
      return { frame, path: file?.path ?? null, origin: file?.origin ?? null, self: self[frame.id]!, total: total[frame.id]! };
    })
    .sort((a, b) => b.self - a.self || b.total - a.total || a.frame.id - b.frame.id);
}

const STRUCTURE: ReadonlySet<Frame['kind']> = new Set(['root', 'thread', 'task', 'process']);
