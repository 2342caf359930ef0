/** What one thread was doing: running Python, in C code, waiting for the GIL, idle; the height is the share of each pixel's time. */
import { threadActivity } from '../../core/activity';
import { THREAD_STATES, type Thread, type ThreadSamples, type ThreadState } from '../../core/recording';
import type { TimeRange } from '../../core/selection';
import { formatDuration, formatMoment, formatShare } from '../../core/weight';
import type { TrackColors } from '../app/palette';
import type { Track, TrackHit, TrackPoint, TrackScene } from './track';

export const STATE_NAMES: Readonly<Record<ThreadState, string>> = {
  python: 'running',
  native: 'in C',
  waitingForGil: 'waiting for the GIL',
  idle: 'idle',
  collecting: 'collecting',
  unknown: 'state not known',
};

/** From the bottom up. Idle is what is left. */
const STACK: readonly ThreadState[] = ['python', 'native', 'collecting', 'waitingForGil', 'unknown'];

export function stateColor(colors: TrackColors, state: ThreadState): string {
  const byState: Readonly<Record<ThreadState, string>> = {
    python: colors.running,
    native: colors.native,
    waitingForGil: colors.waiting,
    collecting: colors.collecting,
    unknown: colors.unknown,
    idle: colors.idle,
  };
  return byState[state];
}

export class ThreadTrack implements Track {
  readonly label: string;
  readonly note = '';
  readonly summary: string;
  private cached: { readonly key: string; readonly shares: Float64Array } | null = null;

  /** @param end of the run, ns */
  constructor(
    private readonly thread: Thread,
    private readonly samples: ThreadSamples,
    private readonly end: number,
    readonly height: number,
  ) {
    this.label = thread.name === '' ? 'thread' : thread.name;
    const shares = stateShares(samples);
    const parts = THREAD_STATES.flatMap((state, index) => ((shares[index] ?? 0) > 0 ? [`${STATE_NAMES[state]} ${formatShare(shares[index] ?? 0)}`] : []));
    this.summary = `Thread ${this.label}: ${parts.length === 0 ? 'no samples' : parts.join(', ')}.`;
  }

  draw({ context, range, x, width, height, theme }: TrackScene): void {
    const left = Math.max(0, x(this.thread.startedAt));
    const right = Math.min(width, x(this.thread.endedAt ?? this.end));
    const base = height - 2;
    context.fillStyle = theme.tracks.idle;
    context.fillRect(left, base - 1, Math.max(0, right - left), 1);
    const shares = this.shares(range, width);
    const states = THREAD_STATES.length;
    const room = height - 5;
    const below = new Float64Array(Math.floor(width));
    for (const state of STACK) {
      const index = THREAD_STATES.indexOf(state);
      context.fillStyle = stateColor(theme.tracks, state);
      for (let bucket = 0; bucket < below.length; bucket += 1) {
        const share = shares[bucket * states + index] ?? 0;
        if (share > 0.004) {
          const from = below[bucket] ?? 0;
          const top = Math.min(room, from + share * room);
          context.fillRect(bucket, base - top, 1, top - from);
          below[bucket] = top;
        }
      }
    }
  }

  hit({ at, range, width }: TrackPoint): TrackHit | null {
    const buckets = Math.floor(width);
    const bucket = Math.min(buckets - 1, Math.floor(((at - range.from) / (range.to - range.from)) * buckets));
    const shares = this.shares(range, width);
    const rows = THREAD_STATES.flatMap((state, index): (readonly [string, string])[] => {
      const share = shares[bucket * THREAD_STATES.length + index] ?? 0;
      return share >= 0.005 ? [[STATE_NAMES[state], formatShare(Math.min(1, share))]] : [];
    });
    const alive = at >= this.thread.startedAt && at <= (this.thread.endedAt ?? this.end);
    const nothing: readonly (readonly [string, string])[] = [[alive ? 'not observed here' : 'not alive here', '']];
    const span = (range.to - range.from) / buckets;
    return { at, place: null, content: { title: this.label, subtitle: `at ${formatMoment(at)}, over ${formatDuration(span)}`, rows: rows.length === 0 ? nothing : rows, hint: null } };
  }

  private shares(range: TimeRange, width: number): Float64Array {
    const key = `${range.from} ${range.to} ${Math.floor(width)}`;
    if (this.cached?.key !== key) {
      this.cached = { key, shares: threadActivity(this.samples, range, Math.floor(width)) };
    }
    return this.cached.shares;
  }
}

/** Shares 0..1 of a thread's observed time by state. */
export function stateShares({ wall, state, length }: ThreadSamples): Float64Array {
  const shares = new Float64Array(THREAD_STATES.length);
  let whole = 0;
  for (let row = 0; row < length; row += 1) {
    shares[state[row] ?? 0]! += wall[row] ?? 0;
    whole += wall[row] ?? 0;
  }
  return whole > 0 ? shares.map((value) => value / whole) : shares;
}
