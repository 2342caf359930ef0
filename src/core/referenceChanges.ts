/** Which lines changed the reference counts of watched objects. */
import type { ReferenceChange } from './fileCosts';
import { NONE, type SiteId } from './ids';
import type { Recording, WatchedObject } from './recording';
import type { TimeRange } from './selection';

/**
 * Changes by file, ordered by line: for each line and watched name the count before its first change, the count after
 * its last one, and how many there were. Types are left out: their instances come and go everywhere.
 */
export function referenceChanges(recording: Recording, range: TimeRange | null): Map<number, ReferenceChange[]> {
  const changes = new Map<string, { file: number; change: ReferenceChange }>();
  for (const object of recording.objects) {
    if (object.kind === 'type') {
      continue;
    }
    for (const { site, before, after } of stepsOf(object, range)) {
      const place = sourcePlaceOf(recording, site);
      if (place === null) {
        continue;
      }
      const key = `${place.file}:${place.line}:${object.name}`;
      const known = changes.get(key)?.change;
      const change = { line: place.line, name: object.name, before: known?.before ?? before, after, times: (known?.times ?? 0) + 1 };
      changes.set(key, { file: place.file, change });
    }
  }
  const byFile = new Map<number, ReferenceChange[]>();
  for (const { file, change } of changes.values()) {
    byFile.set(file, [...(byFile.get(file) ?? []), change]);
  }
  for (const ofFile of byFile.values()) {
    ofFile.sort((a, b) => a.line - b.line || a.name.localeCompare(b.name));
  }
  return byFile;
}

interface Step {
  readonly site: SiteId;
  readonly before: number;
  readonly after: number;
}

/** The changes of a count whose place is known; the first count is a birth and no change. */
function* stepsOf({ points }: WatchedObject, range: TimeRange | null): Generator<Step> {
  for (let at = 1; at < points.length; at++) {
    const before = points[at - 1]!;
    const after = points[at]!;
    const inRange = range === null || (after.at >= range.from && after.at < range.to);
    if (inRange && after.site !== null && before.count !== after.count) {
      yield { site: after.site, before: before.count, after: after.count };
    }
  }
}

/** The innermost place of the user's own code at a site, or of any code when none of it is the user's; null without a line. */
export function sourcePlaceOf({ sites, frames, files }: Recording, site: SiteId): { file: number; line: number } | null {
  let innermost: { file: number; line: number } | null = null;
  for (let at: number = site; at !== NONE; at = sites.parent[at]!) {
    const { file } = frames[sites.frame[at]!]!;
    const line = sites.line[at]!;
    if (file === null || line === NONE) {
      continue;
    }
    if (files[file]?.origin === 'workspace') {
      return { file, line };
    }
    innermost ??= { file, line };
  }
  return innermost;
}
