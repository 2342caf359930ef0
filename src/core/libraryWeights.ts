/** What the user's own lines spent in library code that they called: not spent by the line itself, yet the user's to change. */
import { NONE } from './ids';
import type { MetricId, Recording } from './recording';
import type { TimeRange } from './selection';
import { siteWeights } from './siteWeights';
import { sourceIndex } from './sourceIndex';

/** By path and 1-based line: weight of code outside the workspace whose nearest caller inside it is that line. */
export type LibraryWeights = ReadonlyMap<string, ReadonlyMap<number, number>>;

export function libraryWeights(recording: Recording, metric: MetricId, range: TimeRange | null): LibraryWeights {
  const { sites, frames, files } = recording;
  const { lines } = sourceIndex(recording);
  const perSite = siteWeights(recording, { metric, range });
  const owner = new Uint32Array(sites.length).fill(NONE);
  const weights = new Map<string, Map<number, number>>();
  for (let site = 1; site < sites.length; site++) {
    const file = frames[sites.frame[site]!]!.file;
    const key = lines.ofSite[site]!;
    if (key !== NONE && file !== null && files[file]!.origin === 'workspace') {
      owner[site] = key;
      continue;
    }
    const line = (owner[site] = owner[sites.parent[site]!]!);
    const weight = perSite[site]!;
    if (line === NONE || weight === 0) continue;
    const ofFile = mapOf(weights, files[lines.file[line]!]!.path);
    ofFile.set(lines.line[line]!, (ofFile.get(lines.line[line]!) ?? 0) + weight);
  }
  return weights;
}

function mapOf(maps: Map<string, Map<number, number>>, path: string): Map<number, number> {
  let map = maps.get(path);
  if (map === undefined) {
    map = new Map<number, number>();
    maps.set(path, map);
  }
  return map;
}
