/** The call tree with direct recursion folded: a function that calls itself is one node, however deep it went. */
import { subtreeTotals, type CallTree, type FrameTree, type NodeWeights } from './callTree';
import { NONE } from './ids';
import { PairIndex } from './pairIndex';

export interface FoldedTree extends FrameTree {
  /** How many levels of the call tree a node stands for, at least 1. */
  readonly levels: Uint32Array;
  readonly weights: NodeWeights;
}

/** @param self self weight by node of `tree` */
export function foldRecursion(tree: CallTree, self: Float64Array): FoldedTree {
  const pairs = new PairIndex(tree.length);
  const place = new Uint32Array(tree.length);
  const level = new Uint32Array(tree.length).fill(1);
  pairs.intern(NONE, tree.frame[0] ?? 0);
  for (let node = 1; node < tree.length; node++) {
    const parent = tree.parent[node]!;
    const again = parent !== 0 && tree.frame[parent] === tree.frame[node];
    place[node] = again ? place[parent]! : pairs.intern(place[parent]!, tree.frame[node]!);
    if (again) level[node] = level[parent]! + 1;
  }
  const parent = pairs.firsts();
  parent[0] = 0;
  const depth = new Uint32Array(parent.length);
  for (let node = 1; node < parent.length; node++) depth[node] = depth[parent[node]!]! + 1;
  const levels = new Uint32Array(parent.length);
  const folded = new Float64Array(parent.length);
  for (let node = 0; node < tree.length; node++) {
    levels[place[node]!] = Math.max(levels[place[node]!]!, level[node]!);
    folded[place[node]!]! += self[node]!;
  }
  const weights = { self: folded, total: subtreeTotals(parent, folded) };
  return { length: parent.length, parent, frame: pairs.seconds(), depth, levels, weights };
}
