/** One function's callers as a tree that grows towards the root, and its callees as one merged tree: the two halves of a sandwich. */
import { subtreeTotals, type CallTree, type FrameTree, type NodeWeights } from './callTree';
import { NONE } from './ids';
import { PairIndex } from './pairIndex';

/** A tree whose node 0 is the function itself, with weights that flameLayout takes. */
export interface FunctionTree {
  readonly tree: FrameTree;
  readonly total: Float64Array;
}

/**
 * The callers of a function: node 0 is the function with its total, its children are what called it, and so on up to
 * the threads. Of a recursive function only the outermost calls are followed, so that every sample counts once.
 */
export function callers(tree: CallTree, weights: NodeWeights, frame: number): FunctionTree {
  const grown = new GrowingTree(frame);
  const self: number[] = [0];
  for (const start of topmostNodes(tree, frame)) {
    const weight = weights.total[start]!;
    if (!(weight > 0)) {
      continue;
    }
    let node = 0;
    // Node 0 is the root that all share: it called nobody.
    for (let above = tree.parent[start]!; above !== 0; above = tree.parent[above]!) {
      node = grown.child(node, tree.frame[above]!);
    }
    self[node] = (self[node] ?? 0) + weight;
  }
  return grown.finish(self);
}

/** What a function called, all its outermost calls merged: node 0 is the function with its total. */
export function callees(tree: CallTree, weights: NodeWeights, frame: number): FunctionTree {
  const grown = new GrowingTree(frame);
  const self: number[] = [0];
  const merged = new Uint32Array(tree.length).fill(NONE);
  for (const start of topmostNodes(tree, frame)) {
    merged[start] = 0;
  }
  for (let node = 0; node < tree.length; node++) {
    const above = merged[tree.parent[node]!]!;
    if (merged[node] === NONE && node > 0 && above !== NONE) {
      merged[node] = grown.child(above, tree.frame[node]!);
    }
    const target = merged[node]!;
    if (target !== NONE) {
      self[target] = (self[target] ?? 0) + weights.self[node]!;
    }
  }
  return grown.finish(self);
}

/** The nodes of a frame that have no node of the same frame above them. */
export function topmostNodes(tree: FrameTree, frame: number): number[] {
  const below = new Uint8Array(tree.length);
  const nodes: number[] = [];
  for (let node = 0; node < tree.length; node++) {
    const isBelow = node > 0 && below[tree.parent[node]!] === 1;
    const isFrame = tree.frame[node] === frame;
    if (isFrame && !isBelow) {
      nodes.push(node);
    }
    if (isFrame || isBelow) {
      below[node] = 1;
    }
  }
  return nodes;
}

/** A tree that is made by asking for children, merged by frame. */
class GrowingTree {
  readonly #pairs = new PairIndex();

  constructor(frame: number) {
    // The root's parent is a number that no node has.
    this.#pairs.intern(NONE, frame);
  }

  child(node: number, frame: number): number {
    return this.#pairs.intern(node, frame);
  }

  /** @param self weight by node; nodes without an entry weigh nothing */
  finish(self: readonly number[]): FunctionTree {
    const parent = this.#pairs.firsts();
    const length = parent.length;
    parent[0] = 0;
    const depth = new Uint32Array(length);
    for (let node = 1; node < length; node++) {
      depth[node] = depth[parent[node]!]! + 1;
    }
    const weights = Float64Array.from({ length }, (_, node) => self[node] ?? 0);
    return { tree: { length, parent, frame: this.#pairs.seconds(), depth }, total: subtreeTotals(parent, weights) };
  }
}
