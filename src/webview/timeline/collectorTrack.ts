/** Runs of the cyclic collector: a tick each, its height the pause, its tone the generation. */
import type { Collection, Recording } from '../../core/recording';
import { formatCount, formatDuration, formatMoment, formatShare } from '../../core/weight';
import { placeText, siteFunction, sitePlace } from '../app/names';
import type { Track, TrackHit, TrackPoint, TrackScene } from './track';

export class CollectorTrack implements Track {
  readonly label = 'collector';
  readonly note: string;
  readonly summary: string;
  private readonly longest: number;
  /** Short pauses are drawn first, so that long ones stay on top. */
  private readonly byPause: readonly Collection[];

  constructor(private readonly recording: Recording, readonly height: number) {
    const { collections, meta } = recording;
    const pause = collections.reduce((sum, { duration }) => sum + duration, 0);
    this.longest = collections.reduce((most, { duration }) => Math.max(most, duration), 1);
    this.byPause = collections.toSorted((a, b) => a.duration - b.duration);
    this.note = formatCount(collections.length);
    const share = meta.durationNs > 0 ? `, ${formatShare(pause / meta.durationNs)} of the run` : '';
    this.summary = `Collector: ${formatCount(collections.length)} runs, ${formatDuration(pause)} in all${share}, longest ${formatDuration(this.longest)}.`;
  }

  draw({ context, x, width, height, theme }: TrackScene): void {
    const { generations } = theme.tracks;
    const room = height - 5;
    for (const { at, duration, generation } of this.byPause) {
      const left = x(at);
      const span = Math.max(1.5, x(at + duration) - left);
      if (left > width || left + span < 0) {
        continue;
      }
      const tall = Math.max(3, Math.sqrt(duration / this.longest) * room);
      context.fillStyle = generations[Math.min(generation, generations.length - 1)] ?? '';
      context.fillRect(left, height - 2 - tall, span, tall);
    }
  }

  hit({ at, tolerance }: TrackPoint): TrackHit | null {
    const near = this.recording.collections.filter((run) => at >= run.at - tolerance && at <= run.at + run.duration + tolerance);
    const longest = near.reduce<Collection | null>((most, run) => (most === null || run.duration > most.duration ? run : most), null);
    if (longest === null) {
      return null;
    }
    const place = sitePlace(this.recording, longest.site);
    return { at: longest.at, place, content: {
      title: `Collector, generation ${longest.generation}`,
      subtitle: place === null ? `at ${formatMoment(longest.at)}` : `${siteFunction(this.recording, longest.site)}  ${placeText(this.recording, place)}`,
      rows: [
        ['pause', formatDuration(longest.duration)],
        ['collected', `${formatCount(longest.collected)} objects`],
        ...(longest.candidates === null ? [] : [['looked at', `${formatCount(longest.candidates)} objects`] as const]),
        ...(longest.uncollectable > 0 ? [['uncollectable', formatCount(longest.uncollectable)] as const] : []),
        ['started at', formatMoment(longest.at)],
        ...(near.length > 1 ? [['runs this close', formatCount(near.length)] as const] : []),
      ],
      hint: place === null ? null : 'click: go to the line that started it',
    } };
  }
}
