/** Rows of a call tree shown as a table: opened step by step, the heaviest child first unless another order is chosen. No DOM. */
import type { FrameTree } from '../../core/callTree';

export interface TreeRow {
  readonly node: number;
  readonly level: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
}

export class TreeRows {
  private readonly expanded = new Set<number>();
  private children: Map<number, number[]> | null = null;
  private tree: FrameTree | null = null;
  private total: Float64Array = new Float64Array();
  private compare: (a: number, b: number) => number = () => 0;

  setTree(tree: FrameTree, total: Float64Array): void {
    if (tree !== this.tree) {
      this.expanded.clear();
    }
    const fresh = tree !== this.tree;
    this.tree = tree;
    this.total = total;
    this.children = null;
    if (fresh) {
      this.expandHeavy();
    }
  }

  /** The order of siblings; what is equal stays heaviest first. */
  sortBy(compare: (a: number, b: number) => number): void {
    this.compare = compare;
    this.children = null;
  }

  toggle(node: number): void {
    if (!this.expanded.delete(node)) {
      this.expanded.add(node);
    }
  }

  /** Opens all above the node. */
  expandTo(node: number): void {
    const tree = this.tree;
    for (let at = node; tree !== null && at !== 0; ) {
      at = tree.parent[at] ?? 0;
      this.expanded.add(at);
    }
  }

  /** The visible rows in order. */
  rows(): TreeRow[] {
    const rows: TreeRow[] = [];
    const stack: { node: number; level: number }[] = this.tree === null || !((this.total[0] ?? 0) > 0) ? [] : [{ node: 0, level: 0 }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const below = this.childrenOf(next.node);
      const expanded = this.expanded.has(next.node);
      rows.push({ ...next, expandable: below.length > 0, expanded });
      if (expanded) {
        for (let index = below.length - 1; index >= 0; index -= 1) {
          stack.push({ node: below[index] ?? 0, level: next.level + 1 });
        }
      }
    }
    return rows;
  }

  /** Opens the way that costs most, as far as it stays one way: what a reader would open first. */
  private expandHeavy(): void {
    let node = 0;
    for (let depth = 0; depth < 8; depth += 1) {
      this.expanded.add(node);
      const half = 0.5 * (this.total[node] ?? 0);
      const next = this.childrenOf(node).find((child) => (this.total[child] ?? 0) >= half);
      if (next === undefined) {
        return;
      }
      node = next;
    }
  }

  private childrenOf(node: number): readonly number[] {
    this.children ??= this.linkChildren();
    return this.children.get(node) ?? [];
  }

  private linkChildren(): Map<number, number[]> {
    const { tree, total } = this;
    const children = new Map<number, number[]>();
    for (let node = 1; tree !== null && node < tree.length; node += 1) {
      const parent = tree.parent[node] ?? 0;
      if ((total[node] ?? 0) > 0) {
        const siblings = children.get(parent);
        if (siblings === undefined) {
          children.set(parent, [node]);
        } else {
          siblings.push(node);
        }
      }
    }
    for (const siblings of children.values()) {
      siblings.sort((a, b) => this.compare(a, b) || (total[b] ?? 0) - (total[a] ?? 0));
    }
    return children;
  }
}
