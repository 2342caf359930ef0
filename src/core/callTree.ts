/** The function-level call tree: the recorded sites of one parent and one frame, merged. */
import { NONE } from './ids';
import { PairIndex } from './pairIndex';
import type { Recording } from './recording';

/** A tree of frames as columns of equal length. Node 0 is the root; a parent precedes its children. */
export interface FrameTree {
  readonly length: number;
  /** Node of the caller; the root's is 0. */
  readonly parent: Uint32Array;
  /** Index into Recording.frames. */
  readonly frame: Uint32Array;
  /** 0 for the root. */
  readonly depth: Uint32Array;
}

export interface CallTree extends FrameTree {
  /** The node that each recorded site belongs to. */
  readonly nodeOfSite: Uint32Array;
}

/** Weights of a tree's nodes, in the metric's unit. */
export interface NodeWeights {
  readonly self: Float64Array;
  /** Self and everything below. The root's total is the sum of all selfs. */
  readonly total: Float64Array;
}

const trees = new WeakMap<Recording, CallTree>();

/** The call tree of a recording; made once per recording. */
export function callTree(recording: Recording): CallTree {
  let tree = trees.get(recording);
  if (tree === undefined) {
    tree = buildCallTree(recording);
    trees.set(recording, tree);
  }
  return tree;
}

function buildCallTree({ sites }: Recording): CallTree {
  const nodeOfSite = new Uint32Array(sites.length);
  const pairs = new PairIndex(sites.length);
  // The root's parent is a number that no node has, so that a child of the root may have the root's frame.
  pairs.intern(NONE, sites.frame[0] ?? 0);
  for (let site = 1; site < sites.length; site++) {
    nodeOfSite[site] = pairs.intern(nodeOfSite[sites.parent[site]!]!, sites.frame[site]!);
  }
  const parent = pairs.firsts();
  parent[0] = 0;
  const depth = new Uint32Array(parent.length);
  for (let node = 1; node < parent.length; node++) {
    depth[node] = depth[parent[node]!]! + 1;
  }
  return { length: parent.length, parent, frame: pairs.seconds(), depth, nodeOfSite };
}

/**
 * Weights of every node from the self weights of the sites.
 *
 * @param perSite self weight by site, as `siteWeights` returns it
 */
export function nodeWeights(tree: CallTree, perSite: Float64Array): NodeWeights {
  const self = new Float64Array(tree.length);
  const { nodeOfSite } = tree;
  for (let site = 0; site < nodeOfSite.length; site++) {
    self[nodeOfSite[site]!]! += perSite[site]!;
  }
  return { self, total: subtreeTotals(tree.parent, self) };
}

/** Self plus everything below, for any tree whose parents precede their children. */
export function subtreeTotals(parent: Uint32Array, self: Float64Array): Float64Array {
  const total = self.slice();
  for (let node = total.length - 1; node > 0; node--) {
    total[parent[node]!]! += total[node]!;
  }
  return total;
}
