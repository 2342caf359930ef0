/** Places every box of a flame graph: rows by depth, the heaviest child first, positions in the metric's unit. */
import type { FrameTree } from './callTree';
import { PendingBoxes } from './pendingBoxes';
import { preorder } from './preorder';

/** Boxes ordered by row and then from left to right. Boxes without weight are left out. */
export interface FlameLayout {
  /** Number of boxes. */
  readonly length: number;
  /** Number of rows. */
  readonly depth: number;
  /** Boxes of row d are depthStart[d] up to, not including, depthStart[d + 1]. One entry more than rows. */
  readonly depthStart: Uint32Array;
  /** Left and right edge in weight units; the root spans 0 to its total. A box's own weight lies right of its children. */
  readonly x0: Float64Array;
  readonly x1: Float64Array;
  /** Node of the tree that was laid out. */
  readonly node: Uint32Array;
}

/**
 * @param tree any tree whose parents precede their children
 * @param total total weight by node, a parent's at least the sum of its children's; what is not above 0 gets no box
 */
export function flameLayout(tree: FrameTree, total: Float64Array): FlameLayout {
  const depthStart = rowStarts(tree, total);
  const length = depthStart.at(-1) ?? 0;
  const x0 = new Float64Array(length);
  const x1 = new Float64Array(length);
  const node = new Uint32Array(length);
  const order = preorder(tree.parent);
  const weights = gather(total, order.node);
  const next = depthStart.slice();
  const pending = new PendingBoxes();
  if (length > 0) {
    pending.push(0, weights[0]!);
  }
  // Depth first from left to right: every row is filled from left to right, and what is read lies close together.
  while (pending.length > 0) {
    pending.pop();
    const { position, x, depth } = pending;
    const box = next[depth]!++;
    const end = order.end[position]!;
    node[box] = order.node[position]!;
    x0[box] = x;
    x1[box] = x + weights[position]!;
    const first = pending.length;
    for (let child = position + 1; child < end; child = order.end[child]!) {
      if (weights[child]! > 0) {
        pending.push(child, weights[child]!);
      }
    }
    pending.place(first, x, depth + 1);
  }
  return { length, depth: depthStart.length - 1, depthStart, x0, x1, node };
}

/** Where each row begins, and where the last one ends. */
function rowStarts({ depth, length }: FrameTree, total: Float64Array): Uint32Array {
  const counts: number[] = [];
  for (let node = 0; node < length; node++) {
    if (total[node]! > 0) {
      counts[depth[node]!] = (counts[depth[node]!] ?? 0) + 1;
    }
  }
  const starts = new Uint32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row++) {
    starts[row + 1] = starts[row]! + (counts[row] ?? 0);
  }
  return starts;
}

function gather(values: Float64Array, at: Uint32Array): Float64Array {
  const gathered = new Float64Array(at.length);
  for (let index = 0; index < at.length; index++) {
    gathered[index] = values[at[index]!]!;
  }
  return gathered;
}
