/** References to one object, or instances of a type: steps, a dot where a line of the user's changed them, a cross at death. */
import type { Recording, ReferencePoint, WatchedObject } from '../../core/recording';
import { formatCount, formatMoment } from '../../core/weight';
import { placeText, siteFunction, sitePlace } from '../app/names';
import type { Track, TrackHit, TrackPoint, TrackScene } from './track';

const DOT = 2.25;

export class ObjectTrack implements Track {
  readonly label: string;
  readonly note: string;
  readonly summary: string;
  private readonly least: number;
  private readonly most: number;
  private readonly end: number;

  constructor(private readonly recording: Recording, private readonly object: WatchedObject, readonly height: number) {
    const counts = object.points.map(({ count }) => count);
    const alive = counts.filter((count) => count > 0);
    this.least = Math.min(...alive, Infinity);
    this.most = Math.max(...counts, 0);
    this.end = object.died ?? recording.meta.durationNs;
    this.label = object.name;
    this.note = object.immortal ? 'immortal' : object.kind === 'type' ? 'instances' : object.typeName;
    this.summary = objectSummary(object);
  }

  draw(scene: TrackScene): void {
    const { context, x, height, theme } = scene;
    const y = this.toY(height);
    const { points } = this.object;
    const first = points[0];
    if (first === undefined) {
      drawNote(scene, this.object.immortal ? 'its count never changes' : 'no change seen', x(this.object.born));
      return;
    }
    const endX = x(this.end);
    this.traceSteps(context, x, y, endX);
    context.lineTo(endX, height - 1);
    context.lineTo(x(first.at), height - 1);
    context.closePath();
    context.fillStyle = theme.tracks.laneFill;
    context.fill();
    this.traceSteps(context, x, y, endX);
    context.strokeStyle = theme.tracks.lane;
    context.lineWidth = 1.25;
    context.stroke();
    this.drawMarks(scene, y);
    this.drawCounts(scene, y);
  }

  hit({ at, tolerance }: TrackPoint): TrackHit | null {
    const { points, born, immortal } = this.object;
    if (at < born - tolerance || (points.length === 0 && !immortal)) {
      return null;
    }
    if (this.object.died !== null && at > this.object.died + tolerance) {
      return this.explain(points.length - 1, `died at ${formatMoment(this.object.died)}`);
    }
    let index = points.findLastIndex((point) => point.at <= at + tolerance);
    // Of changes this close to each other the nearest one of the user's own lines is meant.
    for (let before = index; before >= 0 && (points[before]?.at ?? 0) >= at - tolerance; before -= 1) {
      if (this.isOwn(points[before])) {
        index = before;
        break;
      }
    }
    return this.explain(Math.max(0, index), null);
  }

  private explain(index: number, ended: string | null): TrackHit {
    const { object, recording } = this;
    const point = object.points[index];
    const before = object.points[index - 1];
    const place = sitePlace(recording, point?.site ?? null);
    const what = object.kind === 'type' ? 'instances' : 'references';
    const change = before === undefined ? formatCount(point?.count ?? 0) : `${formatCount(before.count)} → ${formatCount(point?.count ?? 0)}`;
    return { at: point?.at ?? object.born, place, content: {
      title: object.kind === 'type' ? `${object.name} (type)` : `${object.name}: ${object.typeName}`,
      subtitle: place === null ? null : `${siteFunction(recording, point?.site ?? null)}  ${placeText(recording, place)}`,
      rows: [
        ...(object.immortal ? [['immortal', 'its count never changes'] as const] : [[what, change] as const]),
        ['since', formatMoment(point?.at ?? object.born)],
        ...(ended === null ? [] : [['end', ended] as const]),
      ],
      hint: place === null ? null : 'click: go to the line that changed it',
    } };
  }

  private toY(height: number): (count: number) => number {
    const span = Math.max(1, this.most - this.least);
    const room = height - 10;
    return (count) => (count <= 0 ? height - 2 : height - 4 - (this.most === this.least ? 0.5 : (count - this.least) / span) * room);
  }

  private isOwn(point: ReferencePoint | undefined): boolean {
    const site = point?.site ?? null;
    const frame = site === null ? undefined : this.recording.sites.frame[site];
    const file = frame === undefined ? null : this.recording.frames[frame]?.file ?? null;
    return file !== null && this.recording.files[file]?.origin === 'workspace';
  }

  private traceSteps(context: CanvasRenderingContext2D, x: TrackScene['x'], y: (count: number) => number, endX: number): void {
    context.beginPath();
    let column = NaN;
    this.object.points.forEach(({ at, count }, index) => {
      const left = x(at);
      const before = this.object.points[index - 1];
      if (before === undefined) {
        context.moveTo(left, y(count));
      } else if (Math.floor(left) !== column || index === this.object.points.length - 1) {
        context.lineTo(left, y(before.count));
        context.lineTo(left, y(count));
      } else {
        context.lineTo(left, y(count));
      }
      column = Math.floor(left);
    });
    context.lineTo(endX, y(this.object.points.at(-1)?.count ?? 0));
  }

  private drawMarks({ context, x, width, height, theme }: TrackScene, y: (count: number) => number): void {
    context.fillStyle = theme.tracks.lane;
    let column = NaN;
    for (const point of this.object.points) {
      const left = x(point.at);
      if (left >= -3 && left <= width + 3 && this.isOwn(point) && point.count > 0 && Math.floor(left / 3) !== column) {
        column = Math.floor(left / 3);
        context.beginPath();
        context.arc(left, y(point.count), DOT, 0, 2 * Math.PI);
        context.fill();
      }
    }
    if (this.object.died !== null) {
      const left = x(this.object.died);
      context.strokeStyle = theme.foreground;
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(left - 3, height / 2 - 3);
      context.lineTo(left + 3, height / 2 + 3);
      context.moveTo(left + 3, height / 2 - 3);
      context.lineTo(left - 3, height / 2 + 3);
      context.stroke();
    }
  }

  /** The count above each step that is wide enough for it. */
  private drawCounts({ context, x, width, height, theme }: TrackScene, y: (count: number) => number): void {
    context.font = theme.smallFont;
    context.fillStyle = theme.muted;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    this.object.points.forEach((point, index) => {
      const next = this.object.points[index + 1];
      const left = Math.max(0, x(point.at));
      const right = Math.min(width, next === undefined ? x(this.end) : x(next.at));
      const text = formatCount(point.count);
      if (point.count > 0 && right - left > context.measureText(text).width + 12) {
        const level = y(point.count);
        context.fillText(text, left + 5, level > height / 2 ? level - 6 : level + 7);
      }
    });
  }
}

function drawNote({ context, theme, height }: TrackScene, text: string, left: number): void {
  context.font = theme.smallFont;
  context.fillStyle = theme.faint;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(text, Math.max(4, left + 4), height / 2);
}

export function objectSummary(object: WatchedObject): string {
  const what = object.kind === 'type' ? `Instances of ${object.name}` : `References to ${object.name}, a ${object.typeName}`;
  const first = object.points[0]?.count;
  const last = object.points.at(-1)?.count;
  const counts = object.immortal ? 'immortal, its count never changes' : first === undefined || last === undefined ? 'no change seen' : `${formatCount(first)} at first, ${formatCount(last)} at last, ${formatCount(object.points.length - 1)} changes`;
  return `${what}: ${counts}${object.died === null ? '' : `, died at ${formatMoment(object.died)}`}.`;
}
