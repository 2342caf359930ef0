/** One row of the timeline: draws itself over the visible range and explains what is under the pointer. */
import type { TimeRange } from '../../core/selection';
import type { SourcePlace } from '../../protocol/webview';
import type { Theme } from '../app/theme';
import type { TooltipContent } from '../app/tooltip';

export interface TrackScene {
  readonly context: CanvasRenderingContext2D;
  readonly range: TimeRange;
  /** CSS pixel of a time. */
  readonly x: (nanoseconds: number) => number;
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
}

export interface TrackPoint {
  /** ns */
  readonly at: number;
  /** How far beside a thing still counts, ns. */
  readonly tolerance: number;
  readonly range: TimeRange;
  /** CSS pixels. */
  readonly width: number;
}

export interface TrackHit {
  readonly content: TooltipContent;
  /** Where a click leads. */
  readonly place: SourcePlace | null;
  /** The moment that is explained, ns. */
  readonly at: number;
}

export interface Track {
  readonly label: string;
  /** A second word, dimmed. */
  readonly note: string;
  /** CSS pixels. */
  readonly height: number;
  /** The whole row in one sentence, for those who do not see it. */
  readonly summary: string;
  draw(scene: TrackScene): void;
  hit(point: TrackPoint): TrackHit | null;
}
