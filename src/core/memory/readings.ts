/**
 * What readings of the process's memory say of sites: how high memory stood while each ran, and the differences between two readings,
 * spread over what ran between them. Estimates: only as fine as the readings, and told as such.
 */
import { THREAD_STATES, type MemoryTimeline, type Recording } from '../recording';
import { firstAfter } from '../sampleRows';
import type { TimeRange } from '../selection';

export interface ReadingWeights {
  /** By site itself, bytes: its part of the differences between readings; below 0 where memory fell. */
  readonly increment: Float64Array;
  /** By site with all that it called, bytes: the highest level while it ran; NaN where nothing was read. */
  readonly most: Float64Array;
  /** How many readings there were in the range. */
  readonly readings: number;
  /** Bytes of differences while nothing was observed to run. */
  readonly unseen: number;
}

const IDLE = THREAD_STATES.indexOf('idle');
const WAITING = THREAD_STATES.indexOf('waitingForGil');

export function readingWeights(recording: Recording, column: 'rss' | 'heap', range: TimeRange | null): ReadingWeights {
  const { at, values } = measuredReadings(recording.memory, column, range);
  const increment = new Float64Array(recording.sites.length);
  const most = new Float64Array(recording.sites.length).fill(NaN);
  const ran = runningTime(recording, at);
  let unseen = 0;
  for (let reading = 1; reading < at.length; reading++) {
    unseen += ran[reading]! > 0 ? 0 : values[reading]! - values[reading - 1]!;
  }
  forEachRunning(recording, at, (site, reading, wall, time) => {
    const before = values[reading - 1]!;
    const after = values[reading]!;
    increment[site]! += ((after - before) * wall) / ran[reading]!;
    const level = before + ((after - before) * (time - at[reading - 1]!)) / (at[reading]! - at[reading - 1]!);
    most[site] = higher(most[site]!, level);
  });
  const { parent } = recording.sites;
  for (let site = most.length - 1; site > 0; site--) {
    most[parent[site]!] = higher(most[parent[site]!]!, most[site]!);
  }
  return { increment, most, readings: at.length, unseen };
}

interface Readings {
  readonly at: number[];
  readonly values: number[];
}

/** The readings in the range with the last one before it, without those that failed. */
function measuredReadings({ at, length, ...columns }: MemoryTimeline, column: 'rss' | 'heap', range: TimeRange | null): Readings {
  const values = columns[column];
  const first = range === null ? 0 : Math.max(0, firstAfter(at, range.from) - 1);
  const end = range === null ? length : firstAfter(at, range.to);
  const kept: Readings = { at: [], values: [] };
  for (let row = first; row < end; row++) {
    const isLater = kept.at.length === 0 || at[row]! > kept.at.at(-1)!;
    if (!Number.isNaN(values[row]!) && isLater) {
      kept.at.push(at[row]!);
      kept.values.push(values[row]!);
    }
  }
  return kept;
}

/** ns that threads ran between each reading and the one before it. */
function runningTime(recording: Recording, at: readonly number[]): Float64Array {
  const ran = new Float64Array(at.length);
  forEachRunning(recording, at, (_site, reading, wall) => {
    ran[reading]! += wall;
  });
  return ran;
}

type VisitRunning = (site: number, reading: number, wall: number, time: number) => void;

/** Calls `visit` with every sample of a thread that ran, and the first reading at or after it. */
function forEachRunning({ samples }: Recording, at: readonly number[], visit: VisitRunning): void {
  for (const { length, at: times, site, wall, state } of samples) {
    let reading = 1;
    for (let row = 0; row < length && reading < at.length; row++) {
      const time = times[row]!;
      while (reading < at.length && at[reading]! < time) {
        reading++;
      }
      if (reading === at.length || time <= at[0]! || state[row] === IDLE || state[row] === WAITING || wall[row]! <= 0) {
        continue;
      }
      visit(site[row]!, reading, wall[row]!, time);
    }
  }
}

function higher(a: number, b: number): number {
  return a > b || Number.isNaN(b) ? a : b;
}
