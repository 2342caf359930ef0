/**
 * Draws the visible boxes of a flame graph. Cost is bounded by pixels times rows, not by boxes: rows are searched for their first
 * visible box, boxes thinner than a pixel column become one block per run of columns, and a galloping search skips what they hide.
 */
import type { FlameLayout } from '../../core/flameLayout';
import type { BoxColors } from '../app/palette';
import type { Viewport } from './viewport';

export interface FlameScene {
  readonly layout: FlameLayout;
  readonly viewport: Viewport;
  readonly width: number;
  readonly height: number;
  readonly density: number;
  readonly rowHeight: number;
  readonly colors: BoxColors;
  readonly background: string;
  readonly foreground: string;
  readonly font: string;
  /** Width of one character of `font`, which is monospaced. */
  readonly charWidth: number;
  /** Index into `fill`, by box. */
  readonly slot: Uint8Array;
  readonly fill: readonly string[];
  readonly text: readonly string[];
  readonly faint: readonly string[];
  /** 1: matches the search, by frame; null: no search. */
  readonly matches: Uint8Array | null;
  readonly frameOf: Uint32Array;
  /** By frame. */
  readonly labels: readonly string[];
  /** What a wide box adds to its name; an empty text adds nothing. */
  readonly share: (box: number) => string;
}

/** Boxes thinner than this many CSS pixels are merged. */
const THIN = 1.25;
/** A block of thin boxes keeps its colour for this many columns: thousands of changes of colour are what a frame cannot afford. */
const BLOCK = 6;
const TEXT_FROM = 26;
const PAD = 5;

interface Label {
  readonly box: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

export function drawFlame(context: CanvasRenderingContext2D, scene: FlameScene): void {
  const { layout, viewport, rowHeight, height } = scene;
  context.fillStyle = scene.background;
  context.fillRect(0, 0, scene.width, height);
  const rows = layout.depthStart.length - 1;
  const firstRow = Math.max(0, Math.floor(viewport.top / rowHeight));
  const lastRow = Math.min(rows - 1, Math.floor((viewport.top + height) / rowHeight));
  const labels: Label[] = [];
  for (let row = firstRow; row <= lastRow; row += 1) {
    drawRow(context, scene, row, labels);
  }
  drawLabels(context, scene, labels);
}

/** First box of the row that ends right of `weight`. */
export function firstBox(layout: FlameLayout, row: number, weight: number): number {
  let low = layout.depthStart[row] ?? 0;
  let high = layout.depthStart[row + 1] ?? low;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((layout.x1[middle] ?? 0) > weight) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** Draws with the colour that is set. An outlined box that is too thin for a border is filled. */
function boxPainter(context: CanvasRenderingContext2D, outlined: boolean, y: number, height: number): (x: number, width: number) => void {
  context.lineWidth = 1;
  return (x, width) => {
    if (outlined && width > 2) {
      context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    } else {
      context.fillRect(x, y, width, height);
    }
  };
}

function drawRow(context: CanvasRenderingContext2D, scene: FlameScene, row: number, labels: Label[]): void {
  const { layout, viewport, width, density, rowHeight, slot, fill, matches, frameOf, colors } = scene;
  const { x0, x1, node } = layout;
  const scale = width / (viewport.to - viewport.from);
  const y = Math.round((row * rowHeight - viewport.top) * density) / density;
  const end = layout.depthStart[row + 1] ?? 0;
  const paint = boxPainter(context, colors.outlined, y, rowHeight - 1);
  let color = '';
  let thinFrom = 0;
  let thinTo = -1;
  let thinColor = '';
  const flushThin = (): void => {
    if (thinTo > thinFrom) {
      if (thinColor !== color) {
        color = thinColor;
        context.fillStyle = color;
        context.strokeStyle = color;
      }
      paint(thinFrom, thinTo - thinFrom);
    }
    thinTo = -1;
  };
  let box = firstBox(layout, row, viewport.from);
  while (box < end && (x0[box] ?? 0) < viewport.to) {
    const boxColor = matches === null ? fill[slot[box] ?? 0] ?? '' : matches[frameOf[node[box] ?? 0] ?? 0] === 0 ? colors.dimmed : colors.match;
    const start = ((x0[box] ?? 0) - viewport.from) * scale;
    const stop = ((x1[box] ?? 0) - viewport.from) * scale;
    if (stop - start < THIN) {
      const column = Math.floor(start);
      if (column > thinTo || (boxColor !== thinColor && (matches !== null || thinTo - thinFrom >= BLOCK))) {
        flushThin();
        thinFrom = Math.max(column, 0);
        thinColor = boxColor;
      }
      thinTo = column + 1;
      box = skipThin(layout, box, end, viewport.from + (column + 1) / scale, THIN / scale);
      continue;
    }
    flushThin();
    const left = Math.round(Math.max(start, 0) * density) / density;
    const right = Math.round(Math.min(stop, width) * density) / density;
    if (boxColor !== color) {
      color = boxColor;
      context.fillStyle = color;
      context.strokeStyle = color;
    }
    // A hairline between neighbours, but never so that a thin box disappears.
    const gap = stop - start > 3 ? 1 : stop - start > 1.5 ? 0.5 : 0;
    paint(left, Math.max(right - left - gap, 0.5));
    if (right - left >= TEXT_FROM) {
      labels.push({ box, left, right: right - gap, y });
    }
    box += 1;
  }
  flushThin();
}

/** The first box after `box` that is wide, or that reaches beyond the pixel column ending at `limit`. */
function skipThin(layout: FlameLayout, box: number, end: number, limit: number, wide: number): number {
  const { x0, x1 } = layout;
  let step = 1;
  let low = box + 1;
  while (low + step < end && (x1[low + step] ?? 0) <= limit) {
    low += step;
    step *= 2;
  }
  let high = Math.min(end, low + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x1[middle] ?? 0) <= limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  // The box across the column's edge is thin as well unless it is wide: then it draws itself.
  return low < end && low > box && (x0[low] ?? 0) < limit && (x1[low] ?? 0) - (x0[low] ?? 0) < wide ? low + 1 : low;
}

function drawLabels(context: CanvasRenderingContext2D, scene: FlameScene, labels: readonly Label[]): void {
  const { layout, matches, frameOf, charWidth, rowHeight } = scene;
  context.font = scene.font;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  let color = '';
  const pen = (next: string): void => {
    if (next !== color) {
      color = next;
      context.fillStyle = color;
    }
  };
  for (const { box, left, right, y } of labels) {
    const owner = layout.node[box] ?? 0;
    const frame = frameOf[owner] ?? 0;
    const [ink, faintInk] = inks(scene, box, matches === null ? null : matches[frame] === 1);
    const name = scene.labels[frame] ?? '';
    const room = Math.floor((right - left - 2 * PAD) / charWidth);
    const shown = cut(name, room);
    if (shown === '') {
      continue;
    }
    const middle = y + (rowHeight - 1) / 2 + 0.5;
    pen(ink);
    context.fillText(shown, left + PAD, middle);
    const rest = room - name.length - 2;
    const share = rest >= 4 ? scene.share(box) : '';
    if (share !== '' && share.length <= rest) {
      pen(faintInk);
      context.fillText(share, left + PAD + (name.length + 1.5) * charWidth, middle);
    }
  }
}

/** Colours of a label and of its lesser part. @param found null: nothing is searched */
function inks({ colors, text, faint, slot }: FlameScene, box: number, found: boolean | null): readonly [string, string] {
  if (found === null) {
    return [text[slot[box] ?? 0] ?? '', faint[slot[box] ?? 0] ?? ''];
  }
  return found ? [colors.matchText, colors.matchText] : [colors.dimmedText, colors.dimmedText];
}

/** The text in at most `room` characters: cut with … or left out, never squeezed. */
export function cut(text: string, room: number): string {
  if (text.length <= room) {
    return text;
  }
  return room < 3 ? '' : `${text.slice(0, room - 1)}…`;
}
