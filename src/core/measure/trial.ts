/** A change that was tried: what it measured before and after, and the verdict in words. */
import { formatBytes, formatDuration, formatRelative } from '../weight';
import { type Comparison, directionOf } from './comparison';

/** Something that must not be done a second time unasked, stopped before it happened. */
export interface UnsafeAct {
  readonly kind: string;
  readonly event: string;
  readonly what: string;
  readonly file: string | null;
  readonly line: number | null;
}

export interface TrialFacts {
  /** What ran: the whole program, one function with recorded arguments, or a test. */
  readonly mode: 'program' | 'function' | 'test';
  /** The function's name with its calls, the program or the test. */
  readonly subject: string;
  readonly rounds: number;
  readonly time: Comparison | null;
  /** Most bytes held at once. */
  readonly peak: Comparison | null;
  /** Runs of the collector in one run. */
  readonly collections: { readonly before: number; readonly after: number } | null;
  /** Blocks allocated in one run; null where the interpreter's allocator could not be watched. */
  readonly allocations: { readonly before: number; readonly after: number } | null;
  /** Where the result parts from before; null: the same. */
  readonly difference: string | null;
  readonly warnings: readonly string[];
}

export type VerdictKind = 'gain' | 'trade' | 'none' | 'unclear' | 'different' | 'unsafe' | 'unrepeatable' | 'failed';

export interface Verdict {
  readonly kind: VerdictKind;
  /** One sentence. */
  readonly sentence: string;
}

/** Peaks smaller than this are noise of the measurement. */
const LEAST_BYTES = 4096;

/** A gain is offered, a trade is offered with both sides told, the rest is not. */
export function isOffered({ kind }: Verdict): boolean {
  return kind === 'gain' || kind === 'trade';
}

export function verdictOf(facts: TrialFacts): Verdict {
  if (facts.difference !== null) return { kind: 'different', sentence: `The result is not the same: ${facts.difference}.` };
  const time = facts.time === null ? 'same' : directionOf(facts.time);
  const memory = memoryDirection(facts.peak);
  const told = sides(facts);
  if (time === 'less' || memory === 'less') {
    const worse = time === 'more' || memory === 'more';
    return worse ? { kind: 'trade', sentence: `A trade: ${told}.` } : { kind: 'gain', sentence: `A gain: ${told}.` };
  }
  if (time === 'unknown') return { kind: 'unclear', sentence: `No gain could be shown: ${told}. The system was too restless for a surer answer.` };
  return { kind: 'none', sentence: `No gain, not offered: ${told}.` };
}

function memoryDirection(peak: Comparison | null): 'less' | 'more' | 'same' {
  if (peak === null || Math.abs(peak.after - peak.before) < LEAST_BYTES) return 'same';
  return peak.ratio < 0.95 ? 'less' : peak.ratio > 1.05 ? 'more' : 'same';
}

/** `3.1x faster (2.8 to 3.4), peak 96 MB → 1.2 kB`. */
function sides({ time, peak, collections }: TrialFacts): string {
  const parts: string[] = [];
  if (time !== null) parts.push(`${timeWords(time)}, ${formatDuration(time.before)} → ${formatDuration(time.after)}`);
  if (peak !== null) {
    const words = memoryDirection(peak) === 'same' ? 'the same peak' : `peak ${formatRelative(peak.ratio, 'less', 'more')}`;
    parts.push(`${words}, ${formatBytes(peak.before)} → ${formatBytes(peak.after)}`);
  }
  if (collections !== null && collections.before !== collections.after) {
    parts.push(`collector runs ${round(collections.before)} → ${round(collections.after)}`);
  }
  return parts.join('; ');
}

/** `4.0x faster (3.8x to 4.1x)`; where the interval spans 1, both ends are said. */
export function timeWords(time: Comparison): string {
  const { low, high } = time.interval;
  if (directionOf(time) === 'same') return 'the same time';
  const middle = formatRelative(time.ratio, 'faster', 'slower');
  if (!Number.isFinite(low)) return middle;
  const ends = [formatRelative(low, 'faster', 'slower'), formatRelative(high, 'faster', 'slower')];
  return ends[0] === ends[1] ? middle : `${middle} (95 %: ${ends.join(' to ')})`;
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(2);
}
