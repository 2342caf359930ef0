/** Draws the frame around the pointed or the chosen box. */
import type { FlameScene } from './flameDraw';
import { rowOfBox } from './flameHit';

export function drawBoxOutline(context: CanvasRenderingContext2D, scene: FlameScene, box: number, color: string, width: number): void {
  const { layout, viewport, rowHeight, density } = scene;
  const scale = scene.width / (viewport.to - viewport.from);
  const left = ((layout.x0[box] ?? 0) - viewport.from) * scale;
  const right = ((layout.x1[box] ?? 0) - viewport.from) * scale;
  if (right < 0 || left > scene.width) {
    return;
  }
  const y = Math.round((rowOfBox(layout, box) * rowHeight - viewport.top) * density) / density;
  const x0 = Math.round(Math.max(left, 0));
  const x1 = Math.round(Math.min(right, scene.width));
  context.strokeStyle = color;
  context.lineWidth = width;
  context.strokeRect(x0 + width / 2, y + width / 2, Math.max(x1 - x0 - 1 - width, 1), rowHeight - 1 - width);
}
