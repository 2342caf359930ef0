/** Who called each function, and from which line: the few most expensive direct callers. */
import type { Caller } from './fileCosts';
import { NONE } from './ids';
import { weightsAt } from './measures';
import { PairIndex } from './pairIndex';
import type { MetricId, Recording } from './recording';
import { sourceIndex } from './sourceIndex';

/** More callers than these are for the callers view. */
const MOST = 5;

/**
 * Direct callers by function, most expensive first in the run's first metric. A recursive function's calls of itself are
 * no callers: its total counts every sample once, and so do the totals here, which add up to it.
 *
 * @param subtree total by site and metric
 * @returns callers by frame
 */
export function functionCallers(recording: Recording, subtree: ReadonlyMap<MetricId, Float64Array>): Map<number, Caller[]> {
  const edges = callEdges(recording);
  const totals = new Map([...subtree].map(([metric, total]) => [metric, sumByEdge(edges, total)]));
  const [first] = totals.values();
  const weight = (edge: number): number => first?.[edge] ?? 0;
  const hasWeight = (edge: number): boolean => {
    for (const weights of totals.values()) {
      if (weights[edge]! > 0) {
        return true;
      }
    }
    return false;
  };
  const callers = new Map<number, Caller[]>();
  for (const [callee, ofCallee] of edges.byCallee) {
    const kept = ofCallee.filter(hasWeight).sort((a, b) => weight(b) - weight(a));
    callers.set(
      callee,
      kept.slice(0, MOST).map((edge) => {
        const callSite = recording.sites.parent[edges.firstSite[edge]!]!;
        return callerAt(recording, callSite, weightsAt(totals, edge));
      }),
    );
  }
  return callers;
}

function callerAt({ sites, frames, files }: Recording, site: number, total: Caller['total']): Caller {
  const frame = frames[sites.frame[site]!]!;
  const line = sites.line[site]!;
  return {
    function: frame.name,
    file: frame.file === null ? null : (files[frame.file]?.path ?? null),
    line: line === NONE ? null : line,
    total,
  };
}

/** The different (caller, line of the call, callee). */
interface Edges {
  /** Edge by site, NONE for the root and for sites below another one of their own function. */
  readonly ofSite: Uint32Array;
  /** A site of each edge. */
  readonly firstSite: readonly number[];
  readonly byCallee: ReadonlyMap<number, readonly number[]>;
}

const edgesOf = new WeakMap<Recording, Edges>();

/** The edges of a recording; made once per recording. */
function callEdges(recording: Recording): Edges {
  let edges = edgesOf.get(recording);
  if (edges === undefined) {
    edges = findEdges(recording);
    edgesOf.set(recording, edges);
  }
  return edges;
}

function findEdges(recording: Recording): Edges {
  const { sites, frames } = recording;
  const { topmost } = sourceIndex(recording).functions;
  const places = new PairIndex();
  const edges = new PairIndex();
  const ofSite = new Uint32Array(sites.length).fill(NONE);
  const firstSite: number[] = [];
  const byCallee = new Map<number, number[]>();
  for (let site = 1; site < sites.length; site++) {
    const callee = sites.frame[site]!;
    if (topmost[site] !== 1 || frames[callee]!.file === null) {
      continue;
    }
    const caller = sites.parent[site]!;
    const edge = edges.intern(places.intern(sites.frame[caller]!, sites.line[caller]!), callee);
    ofSite[site] = edge;
    if (edge === firstSite.length) {
      firstSite.push(site);
      byCallee.set(callee, byCallee.get(callee) ?? []);
      byCallee.get(callee)?.push(edge);
    }
  }
  return { ofSite, firstSite, byCallee };
}

function sumByEdge({ ofSite, firstSite }: Edges, subtree: Float64Array): Float64Array {
  const sums = new Float64Array(firstSite.length);
  for (let site = 0; site < ofSite.length; site++) {
    const edge = ofSite[site]!;
    if (edge !== NONE) {
      sums[edge]! += subtree[site]!;
    }
  }
  return sums;
}
