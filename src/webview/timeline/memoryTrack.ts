/** Memory of the process: the Python heap filled, resident memory as a line, a flag where the heap was largest. */
import type { MemoryTimeline, Recording } from '../../core/recording';
import { formatCount, formatMoment, formatWeight } from '../../core/weight';
import type { Track, TrackHit, TrackPoint, TrackScene } from './track';

/** Below this part of resident memory the heap would be a flat line: it gets a scale of its own, and says so in its label. */
const OWN_SCALE_BELOW = 0.2;

export class MemoryTrack implements Track {
  readonly label = 'memory';
  readonly note: string;
  readonly summary: string;
  private readonly heapMost: number;
  private readonly rssMost: number;
  private readonly peakAt: number | null;
  private readonly peakTotal: number;

  constructor(private readonly recording: Recording, readonly height: number) {
    const { memory, peak } = recording;
    this.heapMost = most(memory.heap);
    this.rssMost = Math.max(most(memory.rss), recording.meta.peakRss ?? 0);
    const highest = memory.heap.findIndex((value) => value === this.heapMost);
    this.peakAt = peak?.at ?? (this.heapMost > 0 ? memory.at[highest] ?? null : null);
    this.peakTotal = Math.max(peak?.total ?? 0, this.heapMost);
    const heap = this.heapMost > 0 ? `heap up to ${formatWeight(this.peakTotal, 'bytes')}` : 'heap not measured';
    const rss = this.rssMost > 0 ? `resident up to ${formatWeight(this.rssMost, 'bytes')}` : 'resident memory not measured';
    this.summary = `Memory: ${heap}, ${rss}.`;
    this.note = '';
  }

  draw(scene: TrackScene): void {
    const { context, height, theme } = scene;
    const { heapScale, rssScale } = this.scales();
    const { memory } = this.recording;
    const y = (value: number, scale: number): number => height - 2 - (value / scale) * (height - 8);
    context.lineJoin = 'round';
    if (this.heapMost > 0) {
      const first = tracePath(scene, memory, memory.heap, (value) => y(value, heapScale));
      context.lineTo(first.last, height - 2);
      context.lineTo(first.first, height - 2);
      context.closePath();
      context.fillStyle = theme.tracks.heap;
      context.fill();
      tracePath(scene, memory, memory.heap, (value) => y(value, heapScale));
      context.strokeStyle = theme.tracks.heapEdge;
      context.lineWidth = 1.25;
      context.stroke();
    }
    if (this.rssMost > 0) {
      tracePath(scene, memory, memory.rss, (value) => y(value, rssScale));
      context.strokeStyle = theme.tracks.rss;
      context.lineWidth = 1;
      context.stroke();
    }
    this.drawLabels(scene, (value) => y(value, heapScale), (value) => y(value, rssScale));
  }

  hit({ at }: TrackPoint): TrackHit | null {
    const { memory, peak } = this.recording;
    const index = nearest(memory.at, memory.length, at);
    if (index < 0) {
      return null;
    }
    const rows: (readonly [string, string])[] = [];
    const add = (name: string, value: number, text: string): void => {
      if (Number.isFinite(value)) {
        rows.push([name, text]);
      }
    };
    const [heap, rss, blocks] = [memory.heap[index] ?? NaN, memory.rss[index] ?? NaN, memory.blocks[index] ?? NaN];
    add('Python heap', heap, formatWeight(heap, 'bytes'));
    add('resident (RSS)', rss, formatWeight(rss, 'bytes'));
    add('blocks', blocks, formatCount(blocks));
    if (peak !== null) {
      rows.push(['heap at its peak', `${formatWeight(peak.total, 'bytes')} at ${formatMoment(peak.at)}`]);
    }
    return { at: memory.at[index] ?? at, place: null, content: { title: 'Memory', subtitle: `at ${formatMoment(memory.at[index] ?? at)}`, rows, hint: null } };
  }

  private scales(): { heapScale: number; rssScale: number } {
    const common = Math.max(this.peakTotal, this.rssMost, 1);
    return { heapScale: this.peakTotal < this.rssMost * OWN_SCALE_BELOW ? Math.max(this.peakTotal, 1) * 1.5 : common, rssScale: common };
  }

  private drawLabels(scene: TrackScene, heapY: (value: number) => number, rssY: (value: number) => number): void {
    const { context, theme, width, height, x } = scene;
    context.font = theme.smallFont;
    context.textBaseline = 'middle';
    if (this.rssMost > 0) {
      context.fillStyle = theme.muted;
      context.textAlign = 'right';
      const last = lastFinite(this.recording.memory.rss);
      const y = Math.min(height - 8, Math.max(7, rssY(last) + (rssY(last) < 14 ? 8 : -7)));
      drawHaloText(scene, `RSS ${formatWeight(last, 'bytes')}`, width - 4, y);
    }
    if (this.peakAt === null) {
      return;
    }
    const flagX = Math.round(x(this.peakAt));
    if (flagX < 0 || flagX > width) {
      return;
    }
    const top = Math.max(3, heapY(this.peakTotal));
    context.strokeStyle = theme.tracks.heapEdge;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(flagX + 0.5, height - 2);
    context.lineTo(flagX + 0.5, top - 2);
    context.stroke();
    context.fillStyle = theme.tracks.heapEdge;
    context.beginPath();
    context.moveTo(flagX + 0.5, top - 2);
    context.lineTo(flagX + 7.5, top + 1);
    context.lineTo(flagX + 0.5, top + 4);
    context.fill();
    const text = `peak ${formatWeight(this.peakTotal, 'bytes')}`;
    const right = flagX + 12 + context.measureText(text).width < width - 70;
    context.fillStyle = theme.foreground;
    context.textAlign = right ? 'left' : 'right';
    drawHaloText(scene, text, right ? flagX + 11 : flagX - 4, Math.max(8, top + 2));
  }
}

/** Text that stays readable over lines: the ground shows around it. */
function drawHaloText({ context, theme }: TrackScene, text: string, x: number, y: number): void {
  context.strokeStyle = theme.background;
  context.lineWidth = 3;
  context.globalAlpha = 0.75;
  context.strokeText(text, x, y);
  context.globalAlpha = 1;
  context.fillText(text, x, y);
}

/** Begins a path along the measured values; returns its first and last x. */
function tracePath(
  { context, x, width }: TrackScene,
  memory: MemoryTimeline,
  values: Float64Array,
  y: (value: number) => number,
): { first: number; last: number } {
  context.beginPath();
  let first = NaN;
  let last = NaN;
  let column = -Infinity;
  let peakInColumn = 0;
  for (let index = 0; index < memory.length; index += 1) {
    const value = values[index] ?? NaN;
    const at = x(memory.at[index] ?? 0);
    if (Number.isNaN(value) || (at > width + 1 && last > width)) {
      continue;
    }
    // Of many points in one pixel column the first and every new high are drawn: peaks survive any zoom.
    if (Math.floor(at) === column && value <= peakInColumn) {
      continue;
    }
    peakInColumn = Math.floor(at) === column ? Math.max(peakInColumn, value) : value;
    column = Math.floor(at);
    if (Number.isNaN(first)) {
      first = at;
      context.moveTo(at, y(value));
    } else {
      context.lineTo(at, y(value));
    }
    last = at;
  }
  return { first, last };
}

function most(values: Float64Array): number {
  return values.reduce((highest, value) => (value > highest ? value : highest), 0);
}

function lastFinite(values: Float64Array): number {
  return values.findLast((value) => Number.isFinite(value)) ?? 0;
}

/** Index of the value nearest to `at` in ascending values; -1 for none. */
export function nearest(values: Float64Array, length: number, at: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low > 0 && (low === length || at - (values[low - 1] ?? 0) < (values[low] ?? 0) - at)) {
    return low - 1;
  }
  return length === 0 ? -1 : low;
}
