/** The ruler of the timeline and its hairlines. */
import { scaleLinear } from 'd3-scale';
import type { TimeRange } from '../../core/selection';
import { formatDuration } from '../../core/weight';
import type { Theme } from '../app/theme';

const ROOM_PER_TICK = 92;

export function axisTicks(range: TimeRange, width: number): { readonly at: number; readonly text: string }[] {
  const ticks = scaleLinear([range.from, range.to], [0, width]).ticks(Math.max(2, Math.floor(width / ROOM_PER_TICK)));
  return ticks.map((at) => ({ at, text: at === 0 ? '0' : formatDuration(at) }));
}

export function drawAxis(context: CanvasRenderingContext2D, range: TimeRange, size: { width: number; height: number }, theme: Theme): void {
  const scale = size.width / (range.to - range.from);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, size.width, size.height);
  context.font = theme.smallFont;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  let free = -Infinity;
  for (const { at, text } of axisTicks(range, size.width)) {
    const x = Math.round((at - range.from) * scale);
    context.fillStyle = theme.grid;
    context.fillRect(x, size.height - 4, 1, 4);
    const wide = context.measureText(text).width;
    const left = Math.max(x + 4, 2);
    if (left > free && left + wide <= size.width) {
      context.fillStyle = theme.muted;
      context.fillText(text, left, size.height / 2);
      free = left + wide + 10;
    }
  }
}

export function drawGrid(context: CanvasRenderingContext2D, range: TimeRange, size: { width: number; height: number }, theme: Theme): void {
  const scale = size.width / (range.to - range.from);
  context.fillStyle = theme.grid;
  for (const { at } of axisTicks(range, size.width)) {
    context.fillRect(Math.round((at - range.from) * scale), 0, 1, size.height);
  }
}
