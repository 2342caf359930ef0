/** Where each key stands topmost on its path through a tree: what makes totals count recursion once. */
import { NONE } from './ids';
import { preorder } from './preorder';

/**
 * For each node 1 where it has a key and nothing above it has the same one.
 *
 * @param parent of every node; parents precede their children and node 0 is the root
 * @param keyOf key by node, below `keys`, or NONE
 */
export function topmostFlags(parent: Uint32Array, keyOf: Uint32Array, keys: number): Uint8Array {
  const { node, end } = preorder(parent);
  const topmost = new Uint8Array(keyOf.length);
  // By key, where the subtree of its last topmost node ends.
  const until = new Uint32Array(keys);
  for (let position = 0; position < node.length; position++) {
    const at = node[position]!;
    const key = keyOf[at]!;
    if (key !== NONE && position >= until[key]!) {
      topmost[at] = 1;
      until[key] = end[position]!;
    }
  }
  return topmost;
}
