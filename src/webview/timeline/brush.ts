/** Choosing a time range by dragging: what a press, a move and a release mean. No DOM. */
import type { TimeRange } from '../../core/selection';

export type Grip = 'from' | 'to' | 'new';

export interface Drag {
  readonly grip: Grip;
  /** The end that stays, ns. */
  readonly anchor: number;
}

/** Pressing near an edge of the range moves that edge; anywhere else begins a new range. @param reach ns */
export function beginDrag(at: number, range: TimeRange | null, reach: number): Drag {
  if (range !== null && Math.abs(at - range.from) <= reach && Math.abs(at - range.from) <= Math.abs(at - range.to)) {
    return { grip: 'from', anchor: range.to };
  }
  if (range !== null && Math.abs(at - range.to) <= reach) {
    return { grip: 'to', anchor: range.from };
  }
  return { grip: 'new', anchor: at };
}

/** The range from the anchor to the pointer, inside `whole`; null when it is empty. */
export function draggedRange(drag: Drag, at: number, whole: TimeRange): TimeRange | null {
  const from = Math.max(whole.from, Math.min(drag.anchor, at));
  const to = Math.min(whole.to, Math.max(drag.anchor, at));
  return to > from ? { from, to } : null;
}
