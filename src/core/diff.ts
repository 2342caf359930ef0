/**
 * One run against an earlier one. What ran is matched by what it is called and where it stands, never by line: lines move with edits.
 * Both runs count as a whole, whatever time range is chosen.
 */
import { callTree, nodeWeights, type CallTree, type NodeWeights } from './callTree';
import { functionTable, type FunctionRow } from './functionTable';
import { NONE } from './ids';
import { METRICS } from './metric';
import { PairIndex } from './pairIndex';
import type { Frame, MetricId, Recording, SourceFile } from './recording';
import { siteWeights } from './siteWeights';
import { standardError } from './uncertainty';

/** The two runs' weights of one call path, by node of the later run's call tree. */
export interface NodeDiff {
  /** Totals of the earlier run, in the metric's unit; 0 where that path did not run. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Total of each run. */
  readonly whole: { readonly before: number; readonly after: number };
}

export interface FunctionDiff {
  /** Of the later run where the function ran there, else of the earlier one. */
  readonly row: FunctionRow;
  /** Whether `row` is the earlier run's: the function did not run in the later one. */
  readonly gone: boolean;
  readonly before: FunctionFigures;
  readonly after: FunctionFigures;
  /** Whether the change of the self weight is more than chance: beyond two standard errors, or counted exactly. */
  readonly certain: boolean;
}

/** In the metric's unit; 0 where the function did not run. */
export interface FunctionFigures {
  readonly self: number;
  readonly total: number;
}

/** Standard errors beyond which a change counts: one change in twenty is chance all the same. */
const ERRORS = 2;

export function nodeDiff(before: Recording, after: Recording, metric: MetricId): NodeDiff {
  const keyOf = frameKeys(before, after);
  const keys = new Map<string, number>();
  const places = new PairIndex();
  const [earlier, later] = [sideOf(before, metric), sideOf(after, metric)];
  const placeOf = (recording: Recording, tree: CallTree): Uint32Array => {
    const frames = recording.frames.map((frame) => intern(keys, keyOf(recording, frame)));
    const place = new Uint32Array(tree.length);
    for (let node = 0; node < tree.length; node++) {
      place[node] = places.intern(node === 0 ? NONE : place[tree.parent[node]!]!, node === 0 ? 0 : frames[tree.frame[node]!]! + 1);
    }
    return place;
  };
  const earlierPlace = placeOf(before, earlier.tree);
  const laterPlace = placeOf(after, later.tree);
  const sum = (place: Uint32Array, total: Float64Array): Float64Array => {
    const sums = new Float64Array(places.length);
    for (let node = 0; node < place.length; node++) sums[place[node]!]! += total[node]!;
    return sums;
  };
  const sums = { before: sum(earlierPlace, earlier.weights.total), after: sum(laterPlace, later.weights.total) };
  return {
    before: Float64Array.from(laterPlace, (place) => sums.before[place]!),
    after: Float64Array.from(laterPlace, (place) => sums.after[place]!),
    whole: { before: earlier.weights.total[0] ?? 0, after: later.weights.total[0] ?? 0 },
  };
}

/** Every function that ran in either run, the one whose self weight changed most first. */
export function functionDiffs(before: Recording, after: Recording, metric: MetricId): FunctionDiff[] {
  const keyOf = frameKeys(before, after);
  const selection = { metric, range: null };
  const earlier = mergeRows(functionTable(before, selection), ({ frame }) => keyOf(before, frame));
  const later = mergeRows(functionTable(after, selection), ({ frame }) => keyOf(after, frame));
  const error = { before: errorOf(before, metric), after: errorOf(after, metric) };
  const diffs = [...new Set([...later.keys(), ...earlier.keys()])].flatMap((key): FunctionDiff[] => {
    const [old, now] = [earlier.get(key), later.get(key)];
    const row = now ?? old;
    if (row === undefined) return [];
    const figures = { before: figuresOf(old), after: figuresOf(now) };
    const chance = ERRORS * Math.hypot(error.before(figures.before.self), error.after(figures.after.self));
    return [{ row, gone: now === undefined, ...figures, certain: Math.abs(figures.after.self - figures.before.self) > chance }];
  });
  return diffs.sort((a, b) => changeOf(b) - changeOf(a) || b.after.total - a.after.total);
}

function changeOf({ before, after }: FunctionDiff): number {
  return Math.abs(after.self - before.self);
}

function sideOf(recording: Recording, metric: MetricId): { readonly tree: CallTree; readonly weights: NodeWeights } {
  const tree = callTree(recording);
  return { tree, weights: nodeWeights(tree, siteWeights(recording, { metric, range: null })) };
}

/** Functions that are one to the reader (a function defined twice, say): their figures together, the heaviest's row. */
function mergeRows(rows: readonly FunctionRow[], keyOf: (row: FunctionRow) => string): Map<string, FunctionRow> {
  const merged = new Map<string, FunctionRow>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = merged.get(key);
    merged.set(key, known === undefined ? row : { ...known, self: known.self + row.self, total: known.total + row.total });
  }
  return merged;
}

function figuresOf(row: FunctionRow | undefined): FunctionFigures {
  return { self: row?.self ?? 0, total: row?.total ?? 0 };
}

/** Standard error of a weight of this run, in the metric's unit; 0 for what is not counted in samples of time. */
function errorOf(recording: Recording, metric: MetricId): (self: number) => number {
  const { weights } = sideOf(recording, metric);
  const whole = weights.total[0] ?? 0;
  const { sampleCount } = recording.meta;
  if (METRICS[metric].unit !== 'nanoseconds' || whole <= 0) return () => 0;
  return (self) => (standardError(self / whole, sampleCount) ?? 1) * whole;
}

/** What a frame is called in both runs: its kind, its name, and its file wherever the two workspaces lie. */
function frameKeys(before: Recording, after: Recording): (recording: Recording, frame: Frame) => string {
  const paths = (recording: Recording): Set<string> => new Set(recording.files.map(({ path }) => path));
  const other = new Map([[before, paths(after)], [after, paths(before)]]);
  return (recording, { kind, name, file }) => {
    const source = file === null ? undefined : recording.files[file];
    const place = source === undefined ? '' : other.get(recording)?.has(source.path) === true ? source.path : movedPath(recording, source);
    return `${kind}\n${place}\n${name}`;
  };
}

/** The part of a path that stays when the project or the interpreter lies elsewhere. */
function movedPath({ meta }: Recording, { path }: SourceFile): string {
  const { workspace } = meta;
  const parts = (text: string): string => text.replaceAll('\\', '/');
  if (workspace !== null && path.startsWith(workspace)) return parts(path.slice(workspace.length)).replace(/^\//u, '');
  const library = /(?:site-packages|dist-packages|python3\.\d+t?)\/(?!site-packages|dist-packages)(.+)$/u.exec(parts(path));
  return library?.[1] ?? parts(path);
}

function intern(keys: Map<string, number>, key: string): number {
  const known = keys.get(key);
  if (known !== undefined) return known;
  keys.set(key, keys.size);
  return keys.size - 1;
}
