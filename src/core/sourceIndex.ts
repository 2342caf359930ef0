/** Which source line and which function every site belongs to, and where each of them stands topmost on its path. */
import { NONE } from './ids';
import { PairIndex } from './pairIndex';
import type { Recording } from './recording';
import { topmostFlags } from './topmost';

/** A numbering of something that sites have in common. */
export interface SiteKeys {
  /** Number of different keys. */
  readonly length: number;
  /** Key by site; NONE where the site has none. */
  readonly ofSite: Uint32Array;
  /**
   * 1 where no site above has the same key. The subtrees of a key's topmost sites do not overlap, so the sum of their
   * totals counts every sample once, however deep the recursion.
   */
  readonly topmost: Uint8Array;
}

/** Lines of files. */
export interface LineKeys extends SiteKeys {
  /** File and 1-based line by key. */
  readonly file: Uint32Array;
  readonly line: Uint32Array;
}

export interface SourceIndex {
  readonly lines: LineKeys;
  /** Keys are frames. */
  readonly functions: SiteKeys;
}

const indexes = new WeakMap<Recording, SourceIndex>();

/** The index of a recording; made once per recording. */
export function sourceIndex(recording: Recording): SourceIndex {
  let index = indexes.get(recording);
  if (index === undefined) {
    index = buildIndex(recording);
    indexes.set(recording, index);
  }
  return index;
}

function buildIndex(recording: Recording): SourceIndex {
  const { sites, frames } = recording;
  const pairs = new PairIndex(1024);
  const ofSite = new Uint32Array(sites.length).fill(NONE);
  for (let site = 0; site < sites.length; site++) {
    const file = frames[sites.frame[site]!]!.file;
    const line = sites.line[site]!;
    if (file !== null && line !== NONE) {
      ofSite[site] = pairs.intern(file, line);
    }
  }
  const length = pairs.length;
  return {
    lines: { length, ofSite, topmost: topmostFlags(sites.parent, ofSite, length), file: pairs.firsts(), line: pairs.seconds() },
    functions: { length: frames.length, ofSite: sites.frame, topmost: topmostFlags(sites.parent, sites.frame, frames.length) },
  };
}

/** Sum of self weights by key. */
export function selfByKey({ ofSite, length }: SiteKeys, perSite: Float64Array): Float64Array {
  const self = new Float64Array(length);
  for (let site = 0; site < ofSite.length; site++) {
    const key = ofSite[site]!;
    if (key !== NONE) {
      self[key]! += perSite[site]!;
    }
  }
  return self;
}

/**
 * Total weights by key, each sample counted once.
 * @param subtree total by site, as subtreeTotals returns it
 */
export function totalByKey({ ofSite, topmost, length }: SiteKeys, subtree: Float64Array): Float64Array {
  const total = new Float64Array(length);
  for (let site = 0; site < ofSite.length; site++) {
    if (topmost[site] === 1) {
      total[ofSite[site]!]! += subtree[site]!;
    }
  }
  return total;
}
