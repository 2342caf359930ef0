/** The public JSON form of the cyclic collector's runs: `emberline garbage --json`. */
import type { Recording } from '../recording';
import { sourcePlaceOf } from '../referenceChanges';

export interface GarbageJson {
  readonly format: 1;
  readonly collections: readonly CollectionJson[];
  /** Cycles that were found, with their members; recordings of format 1.0 hold none. */
  readonly cycles: readonly never[];
}

export interface CollectionJson {
  /** Start and pause, nanoseconds. */
  readonly at: number;
  readonly duration: number;
  readonly generation: number;
  /** Objects. */
  readonly collected: number;
  readonly uncollectable: number;
  /** The line that was running; null where it is not known. */
  readonly file: string | null;
  readonly line: number | null;
}

export function garbageJson(recording: Recording): GarbageJson {
  return {
    format: 1,
    collections: recording.collections.map(({ at, duration, generation, collected, uncollectable, site }) => {
      const place = site === null ? null : sourcePlaceOf(recording, site);
      const file = place === null ? null : (recording.files[place.file]?.path ?? null);
      return { at, duration, generation, collected, uncollectable, file, line: place?.line ?? null };
    }),
    cycles: [],
  };
}
