/** Costs by file, line and function: what the editor's heat, lenses and hovers speak of. */
import { subtreeTotals } from './callTree';
import { functionCallers } from './directCallers';
import { expressionsByLine } from './expressions';
import type { FileCosts, FunctionCosts, LineCosts, Weights } from './fileCosts';
import { measure, weightsAt, type Measures } from './measures';
import type { MetricId, Recording } from './recording';
import { referenceChanges } from './referenceChanges';
import type { TimeRange } from './selection';
import { selfByKey, sourceIndex, totalByKey, type SiteKeys } from './sourceIndex';

/**
 * The costs of every file that was seen running, by path as Python reported it.
 * @param range null: the whole run
 */
export function fileCosts(recording: Recording, range: TimeRange | null): Map<string, FileCosts> {
  const measures = measure(recording, range);
  const subtree = mapValues(measures.metrics, (perSite) => subtreeTotals(recording.sites.parent, perSite));
  const sampleTotals = subtreeTotals(recording.sites.parent, measures.samples);
  const totals: Totals = { measures, subtree, sampleTotals };
  const runTotal = weightsAt(subtree, 0);
  const lines = lineCosts(recording, totals);
  const functions = functionCosts(recording, totals);
  const references = referenceChanges(recording, range);
  const costs = new Map<string, FileCosts>();
  for (const { id, path, origin, sha256 } of recording.files) {
    const ofFile = { lines: lines.get(id) ?? [], functions: functions.get(id) ?? [], references: references.get(id) ?? [] };
    if (ofFile.lines.length + ofFile.functions.length + ofFile.references.length === 0) {
      continue;
    }
    costs.set(path, { path, origin, sha256, runTotal, ...ofFile });
  }
  return costs;
}

interface Totals {
  readonly measures: Measures;
  /** Total by site. */
  readonly subtree: ReadonlyMap<MetricId, Float64Array>;
  readonly sampleTotals: Float64Array;
}

interface KeyWeights {
  readonly self: ReadonlyMap<MetricId, Float64Array>;
  readonly total: ReadonlyMap<MetricId, Float64Array>;
  readonly samples: Float64Array;
}

function weightsByKey(keys: SiteKeys, { measures, subtree, sampleTotals }: Totals): KeyWeights {
  return {
    self: mapValues(measures.metrics, (perSite) => selfByKey(keys, perSite)),
    total: mapValues(subtree, (total) => totalByKey(keys, total)),
    samples: totalByKey(keys, sampleTotals),
  };
}

function lineCosts(recording: Recording, totals: Totals): Map<number, LineCosts[]> {
  const { lines } = sourceIndex(recording);
  const weights = weightsByKey(lines, totals);
  const expressions = expressionsByLine(recording, lines, totals.measures.metrics);
  const owners = owningFrames(recording, lines, totals.sampleTotals);
  const { native } = totals.measures;
  const nativeSelf = native === null ? null : selfByKey(lines, native);
  const wallSelf = weights.self.get('wall');
  const byFile = new Map<number, LineCosts[]>();
  for (let key = 0; key < lines.length; key++) {
    const wall = wallSelf?.[key] ?? 0;
    const cost: LineCosts = {
      line: lines.line[key]!,
      function: recording.frames[owners[key]!]?.name ?? '',
      self: weightsAt(weights.self, key),
      total: weightsAt(weights.total, key),
      samples: Math.round(weights.samples[key]!),
      expressions: expressions.get(key) ?? [],
      nativeShare: nativeSelf !== null && wall > 0 ? nativeSelf[key]! / wall : null,
    };
    if (isAnything(cost)) {
      append(byFile, lines.file[key]!, cost);
    }
  }
  for (const costs of byFile.values()) {
    costs.sort((a, b) => a.line - b.line);
  }
  return byFile;
}

/** The frame that each line belongs to: where several share one (a lambda, a comprehension), the one most seen. */
function owningFrames({ sites }: Recording, { ofSite, length }: SiteKeys, sampleTotals: Float64Array): Uint32Array {
  const owner = new Uint32Array(length);
  const most = new Float64Array(length).fill(-1);
  for (let site = 0; site < sites.length; site++) {
    const key = ofSite[site]!;
    if (key < length && sampleTotals[site]! > most[key]!) {
      most[key] = sampleTotals[site]!;
      owner[key] = sites.frame[site]!;
    }
  }
  return owner;
}

function functionCosts(recording: Recording, totals: Totals): Map<number, FunctionCosts[]> {
  const { functions } = sourceIndex(recording);
  const weights = weightsByKey(functions, totals);
  const callers = functionCallers(recording, totals.subtree);
  const byFile = new Map<number, FunctionCosts[]>();
  for (const { id, name, file, line } of recording.frames) {
    if (file === null) {
      continue;
    }
    const cost: FunctionCosts = {
      name,
      line,
      self: weightsAt(weights.self, id),
      total: weightsAt(weights.total, id),
      samples: Math.round(weights.samples[id]!),
      callers: callers.get(id) ?? [],
    };
    if (isAnything(cost)) {
      append(byFile, file, cost);
    }
  }
  for (const costs of byFile.values()) {
    costs.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }
  return byFile;
}

/** Whether a range left something of it. */
function isAnything({ samples, total }: { readonly samples: number; readonly total: Weights }): boolean {
  return samples > 0 || Object.values(total).some((weight) => weight > 0);
}

function append<Item>(lists: Map<number, Item[]>, key: number, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [item]);
  } else {
    list.push(item);
  }
}

function mapValues<Key, From, To>(map: ReadonlyMap<Key, From>, change: (value: From) => To): Map<Key, To> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
