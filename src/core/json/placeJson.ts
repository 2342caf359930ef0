/** A source line in public JSON forms. */
import type { SiteId } from '../ids';
import type { Recording } from '../recording';
import { sourcePlaceOf } from '../referenceChanges';

export interface PlaceJson {
  /** null where it is not known. */
  readonly file: string | null;
  readonly line: number | null;
}

/** Of the user's own code around a site. */
export function siteJson(recording: Recording, site: SiteId | null): PlaceJson {
  const place = site === null ? null : sourcePlaceOf(recording, site);
  return { file: place === null ? null : (recording.files[place.file]?.path ?? null), line: place?.line ?? null };
}
