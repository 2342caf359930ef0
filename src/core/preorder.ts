/** The depth-first order of a tree that is stored parents first; made once per tree. */

/** A tree's nodes in depth-first order: what lies below a node follows it without a gap. */
export interface Preorder {
  /** Node by position. */
  readonly node: Uint32Array;
  /** The position after the last node below, by position. */
  readonly end: Uint32Array;
}

const preorders = new WeakMap<Uint32Array, Preorder>();

/**
 * Order of the nodes by `parent`, whose node 0 is the root. Needs neither recursion nor lists of children: a subtree's
 * size says where the next sibling goes.
 */
export function preorder(parent: Uint32Array): Preorder {
  const known = preorders.get(parent);
  if (known !== undefined) {
    return known;
  }
  const length = parent.length;
  const size = new Uint32Array(length).fill(1);
  for (let node = length - 1; node > 0; node--) {
    size[parent[node]!]! += size[node]!;
  }
  const order = { node: new Uint32Array(length), end: new Uint32Array(length).fill(length, 0, 1) };
  // By node, the position where its next child goes.
  const next = new Uint32Array(length).fill(1, 0, 1);
  for (let node = 1; node < length; node++) {
    const above = parent[node]!;
    const position = next[above]!;
    const end = position + size[node]!;
    next[above] = end;
    next[node] = position + 1;
    order.node[position] = node;
    order.end[position] = end;
  }
  preorders.set(parent, order);
  return order;
}
