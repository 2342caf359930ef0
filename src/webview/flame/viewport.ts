/** Which part of a flame graph is visible: weights from left to right, rows from top to bottom. No DOM. */

export interface Viewport {
  /** Weight at the left and at the right edge. */
  readonly from: number;
  readonly to: number;
  /** CSS pixels scrolled down. */
  readonly top: number;
}

/** No one needs to see less than this part of the whole; beyond it doubles run out of digits. */
const SMALLEST_PART = 1e-9;

/** Moves and shrinks a viewport so that it stays inside `total`. */
export function clampViewport(viewport: Viewport, total: number, maxTop: number): Viewport {
  const span = Math.min(total, Math.max(viewport.to - viewport.from, total * SMALLEST_PART));
  const from = Math.min(Math.max(0, viewport.from), total - span);
  return { from, to: from + span, top: Math.min(Math.max(0, viewport.top), Math.max(0, maxTop)) };
}

/** `progress` 0..1 of the way. The span moves on a logarithm, so that a long way in looks even. */
export function between(start: Viewport, end: Viewport, progress: number): Viewport {
  if (progress >= 1) {
    return end;
  }
  const startSpan = start.to - start.from;
  const endSpan = end.to - end.from;
  const span = startSpan * (endSpan / startSpan) ** progress;
  // How far the spans have come decides where the left edge is, so that the goal's edges never leave the picture.
  const part = startSpan === endSpan ? progress : (startSpan - span) / (startSpan - endSpan);
  const from = start.from + (end.from - start.from) * part;
  return { from, to: from + span, top: start.top + (end.top - start.top) * progress };
}

/** Zooms by `factor` (above 1: closer) so that the weight under the pointer stays there. @param at 0..1 of the width */
export function zoomAt(viewport: Viewport, factor: number, at: number): Viewport {
  const span = viewport.to - viewport.from;
  const fixed = viewport.from + span * at;
  const next = span / factor;
  return { ...viewport, from: fixed - next * at, to: fixed + next * (1 - at) };
}
