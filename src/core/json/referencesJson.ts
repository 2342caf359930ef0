/** The public JSON form of watched objects: `emberline references --json`. */
import { holderMoments } from '../memory/objectGroups';
import type { HolderMoment, SizeMoment } from '../objectFacts';
import type { Recording, StepLink, WatchedObject } from '../recording';
import { siteJson, type PlaceJson } from './placeJson';

export interface ReferencesJson {
  readonly format: 1;
  readonly objects: readonly ObjectJson[];
  /** Sizes and the largest objects, where somebody looked. */
  readonly sizes: readonly SizeJson[];
}

export interface SizeJson extends Pick<SizeMoment, 'at' | 'reason' | 'allocatedBlocks' | 'interned' | 'looked' | 'cut'> {
  /** Of followed objects, by their index; bytes. */
  readonly watched: readonly { readonly object: number; readonly shallow: number; readonly deep: number; readonly parts: number }[];
  readonly largest: readonly LargestJson[];
}

/** file and line: what made it. */
export interface LargestJson extends PlaceJson {
  readonly type: string;
  readonly shallow: number;
  readonly length: number | null;
  /** A path to it. */
  readonly holder: string | null;
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
  /** Who held it, at moments when somebody looked. */
  readonly holders: readonly HoldersJson[];
}

/** file and line: the line that made the change; null where it is not known. */
export interface PointJson extends PlaceJson {
  readonly at: number;
  readonly count: number;
  /** line: seen right after that line; sampled: it happened elsewhere, some time since the point before. */
  readonly source: 'line' | 'sampled';
  /** References that came and went, as far as they could be told. */
  readonly links: readonly StepLink[];
}

export interface HoldersJson extends Pick<HolderMoment, 'at' | 'reason' | 'count' | 'cut'> {
  readonly paths: readonly { readonly text: string; readonly root: string; readonly kind: string }[];
}

export function referencesJson(recording: Recording): ReferencesJson {
  return {
    format: 1,
    objects: recording.objects.map((object) => objectJson(recording, object)),
    sizes: recording.sizes.map(({ at, reason, allocatedBlocks, interned, looked, cut, watched, largest }) => ({
      at, reason, allocatedBlocks, interned, looked, cut,
      watched: watched.map(({ object, shallow, deep, parts }) => ({ object, shallow, deep, parts })),
      largest: largest.map(({ typeName, site, shallow, length, holder }) => {
        return { type: typeName, shallow, length, holder, ...siteJson(recording, site) };
      }),
    })),
  };
}

function objectJson(recording: Recording, object: WatchedObject): ObjectJson {
  const { name, typeName, kind, file, line, born, died, immortal, points } = object;
  return {
    name,
    type: typeName,
    kind,
    file: file === null ? null : (recording.files[file]?.path ?? null),
    line,
    born,
    died,
    immortal,
    points: points.map(({ at, count, source, links, site }) => ({ at, count, source, links, ...siteJson(recording, site) })),
    holders: holderMoments(recording, object).map(({ at, reason, count, cut, paths }) => ({
      at, reason, count, cut,
      paths: paths.map(({ text, root }) => ({ text, root: root.name, kind: root.kind })),
    })),
  };
}
