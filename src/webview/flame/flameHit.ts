/** From a point to a box and from a node to its box. No DOM. */
import type { FlameLayout } from '../../core/flameLayout';
import { firstBox } from './flameDraw';
import type { Viewport } from './viewport';

/** CSS pixels relative to the picture's top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface FlameGeometry {
  readonly layout: FlameLayout;
  readonly viewport: Viewport;
  readonly width: number;
  readonly rowHeight: number;
}

/** Thin boxes are hard to point at: this many pixels beside one still count. */
const TOLERANCE = 0.75;

export function boxAt(geometry: FlameGeometry, point: Point): number | null {
  const { layout, viewport, width, rowHeight } = geometry;
  const row = Math.floor((point.y + viewport.top) / rowHeight);
  if (row < 0 || row >= layout.depthStart.length - 1 || point.x < 0 || point.x > width) {
    return null;
  }
  const unit = (viewport.to - viewport.from) / width;
  const weight = viewport.from + point.x * unit;
  const box = firstBox(layout, row, weight - TOLERANCE * unit);
  const end = layout.depthStart[row + 1] ?? 0;
  return box < end && (layout.x0[box] ?? 0) <= weight + TOLERANCE * unit ? box : null;
}

/** Box of every node; NONE_BOX for nodes without weight. */
export const NONE_BOX = 0xffffffff;

export function boxOfNode(layout: FlameLayout, nodes: number): Uint32Array {
  const boxes = new Uint32Array(nodes).fill(NONE_BOX);
  for (let box = 0; box < layout.node.length; box += 1) {
    boxes[layout.node[box] ?? 0] = box;
  }
  return boxes;
}

export function rowOfBox(layout: FlameLayout, box: number): number {
  let low = 0;
  let high = layout.depthStart.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((layout.depthStart[middle + 1] ?? 0) > box) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

export type Direction = 'parent' | 'child' | 'previous' | 'next';

/** The box an arrow key leads to; the same box where there is none. */
export function neighbor(layout: FlameLayout, box: number, direction: Direction): number {
  const row = rowOfBox(layout, box);
  const start = layout.depthStart[row] ?? 0;
  const end = layout.depthStart[row + 1] ?? 0;
  const x0 = layout.x0[box] ?? 0;
  const x1 = layout.x1[box] ?? 0;
  switch (direction) {
    case 'previous':
      return box > start ? box - 1 : box;
    case 'next':
      return box + 1 < end ? box + 1 : box;
    case 'parent':
      return row === 0 ? box : firstBox(layout, row - 1, x0);
    case 'child': {
      if (row + 2 >= layout.depthStart.length) {
        return box;
      }
      // Children stand heaviest first, so the first one inside is the widest.
      const child = firstBox(layout, row + 1, x0);
      const rowEnd = layout.depthStart[row + 2] ?? 0;
      return child < rowEnd && (layout.x0[child] ?? 0) < x1 ? child : box;
    }
  }
}
