/** The public JSON form of watched objects: `emberline references --json`. */
import type { Recording, WatchedObject } from '../recording';
import { sourcePlaceOf } from '../referenceChanges';

export interface ReferencesJson {
  readonly format: 1;
  readonly objects: readonly ObjectJson[];
}

export interface ObjectJson {
  readonly name: string;
  readonly type: string;
  /** watched: asked for; module: at the top of a module of the user's; type: the count is of instances. */
  readonly kind: WatchedObject['kind'];
  readonly file: string | null;
  readonly line: number | null;
  /** Nanoseconds since the run's start. */
  readonly born: number;
  readonly died: number | null;
  readonly immortal: boolean;
  readonly points: readonly PointJson[];
}

export interface PointJson {
  readonly at: number;
  readonly count: number;
  /** The line that ran before the change was seen; null where it is not known. */
  readonly file: string | null;
  readonly line: number | null;
}

export function referencesJson(recording: Recording): ReferencesJson {
  const pathOf = (file: number | null): string | null => (file === null ? null : (recording.files[file]?.path ?? null));
  const pointJson = ({ at, count, site }: WatchedObject['points'][number]): PointJson => {
    const place = site === null ? null : sourcePlaceOf(recording, site);
    return { at, count, file: pathOf(place?.file ?? null), line: place?.line ?? null };
  };
  return {
    format: 1,
    objects: recording.objects.map(({ name, typeName, kind, file, line, born, died, immortal, points }) => ({
      name,
      type: typeName,
      kind,
      file: pathOf(file),
      line,
      born,
      died,
      immortal,
      points: points.map(pointJson),
    })),
  };
}
