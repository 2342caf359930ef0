/** What was freed, by the site that ran then, and what of each site's own blocks another line freed. */
import type { Recording } from '../recording';
import { partInRange } from '../sampleRows';
import type { TimeRange } from '../selection';
import { sourceIndex } from '../sourceIndex';

export interface ReleasesBySite {
  /** Bytes freed while the site ran, whoever made them. */
  readonly here: Float64Array;
  /** Bytes of the site's own blocks that were freed while another line ran, or while it is not known what ran. */
  readonly elsewhere: Float64Array;
}

/** null where nobody looked at who frees. */
export function releasesBySite(recording: Recording, range: TimeRange | null): ReleasesBySite | null {
  const { length, at, site, by, bytes } = recording.releases;
  if (length === 0) {
    return null;
  }
  const { ofSite } = sourceIndex(recording).lines;
  const here = new Float64Array(recording.sites.length);
  const elsewhere = new Float64Array(recording.sites.length);
  let before = 0;
  for (let row = 0; row < length; row++) {
    if (row > 0 && at[row] !== at[row - 1]) {
      before = at[row - 1]!;
    }
    const part = range === null ? 1 : partInRange(before, at[row]!, range);
    const freed = part * bytes[row]!;
    const freer = by[row]!;
    if (freer < here.length) {
      here[freer]! += freed;
    }
    if (freer >= here.length || ofSite[freer] !== ofSite[site[row]!]) {
      elsewhere[site[row]!]! += freed;
    }
  }
  return { here, elsewhere };
}
