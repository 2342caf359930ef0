/** One flame graph: what is laid out, how it is coloured, which part is visible, which box is chosen. No DOM. */
import type { FrameTree } from '../../core/callTree';
import type { FlameLayout } from '../../core/flameLayout';
import { NONE_BOX, rowOfBox } from './flameHit';
import { clampViewport, type Viewport } from './viewport';

/** What is drawn. Columns by node of `tree` where nothing else is said. */
export interface FlameContent {
  readonly tree: FrameTree;
  readonly layout: FlameLayout;
  readonly total: Float64Array;
  readonly boxOf: Uint32Array;
  /** By box. */
  readonly slot: Uint8Array;
  /** True: `slot` holds heat levels. */
  readonly heat: boolean;
  readonly labels: readonly string[];
  /** By frame; null: no search. */
  readonly matches: Uint8Array | null;
  /** What shares are of; the whole selection. */
  readonly whole: number;
}

/** Rows kept above the zoomed box, so that one sees where it is called. */
const ROWS_ABOVE = 3;

export function wholeViewport(content: FlameContent): Viewport {
  return { from: 0, to: content.total[0] ?? 0, top: 0 };
}

export function viewportOfNode(content: FlameContent, node: number, rowHeight: number): Viewport | null {
  const box = content.boxOf[node] ?? NONE_BOX;
  if (box === NONE_BOX) {
    return null;
  }
  const { layout } = content;
  return { from: layout.x0[box] ?? 0, to: layout.x1[box] ?? 0, top: Math.max(0, rowOfBox(layout, box) - ROWS_ABOVE) * rowHeight };
}

export function clamp(content: FlameContent, viewport: Viewport, rowHeight: number, height: number): Viewport {
  return clampViewport(viewport, content.total[0] ?? 0, content.layout.depth * rowHeight - height);
}

/** The smallest move that brings a box into view; the same viewport if it is. */
export function reveal(content: FlameContent, viewport: Viewport, box: number, rowHeight: number, height: number): Viewport {
  const { layout } = content;
  const x0 = layout.x0[box] ?? 0;
  const x1 = layout.x1[box] ?? 0;
  const span = viewport.to - viewport.from;
  const y = rowOfBox(layout, box) * rowHeight;
  const top = y < viewport.top ? y : y + rowHeight > viewport.top + height ? y + rowHeight - height : viewport.top;
  if (x1 > viewport.from && x0 < viewport.to && x1 - x0 >= span / 2000) {
    return { ...viewport, top };
  }
  const next = Math.max(x1 - x0, Math.min(span, (x1 - x0) * 20));
  const middle = (x0 + x1) / 2;
  return { from: middle - next / 2, to: middle + next / 2, top };
}

/** From the root's child down to the node. */
export function pathOf(tree: FrameTree, node: number): number[] {
  const path: number[] = [];
  for (let at = node; at !== 0; at = tree.parent[at] ?? 0) {
    path.unshift(at);
  }
  return path;
}

/** Follows names from the root; stops where a name is missing. Of several children of one name the heaviest is taken. */
export function nodeOfPath(content: Pick<FlameContent, 'tree' | 'labels' | 'total'>, names: readonly string[]): number {
  const { tree, labels, total } = content;
  let at = 0;
  for (const name of names) {
    let best = 0;
    for (let node = at + 1; node < tree.length; node += 1) {
      if (tree.parent[node] === at && labels[tree.frame[node] ?? 0] === name && (best === 0 || (total[node] ?? 0) > (total[best] ?? 0))) {
        best = node;
      }
    }
    if (best === 0) {
      break;
    }
    at = best;
  }
  return at;
}
