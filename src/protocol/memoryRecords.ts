/** Allocations, the peak, memory over time and the collector's runs. */
import { NONE, type SiteId } from '../core/ids';
import type { Allocations, Collection, MemoryTimeline, Peak } from '../core/recording';
import { allAmounts, allAmountsOrUnmeasured, allBelow, allBelowOr, allMoments, isMoment } from './checks';
import type { ColumnRecord } from './columnCodec';
import type { Problems } from './problems';

export function buildAllocations(
  records: readonly ColumnRecord<'allocations'>[],
  siteCount: number,
  problems: Problems,
): Allocations {
  const sound = records.filter(({ scalars, columns }) => {
    const amounts = [columns.allocated, columns.allocations, columns.freed, columns.frees].every(allAmounts);
    const kept = amounts && isMoment(scalars.at) && allBelow(columns.node, siteCount);
    if (!kept) {
      problems.dropped('allocations');
    }
    return kept;
  });
  const length = sound.reduce((sum, { rows }) => sum + rows, 0);
  const at = new Float64Array(length);
  const site = new Uint32Array(length);
  let offset = 0;
  let latest = 0;
  for (const { rows, scalars, columns } of sound) {
    latest = Math.max(latest, scalars.at);
    at.fill(latest, offset, offset + rows);
    site.set(columns.node, offset);
    offset += rows;
  }
  const column = (name: 'allocated' | 'allocations' | 'freed' | 'frees'): Float64Array =>
    joinColumns(sound.map(({ columns }) => columns[name]), length);
  return {
    length,
    at,
    site,
    allocated: column('allocated'),
    allocations: column('allocations'),
    freed: column('freed'),
    frees: column('frees'),
  };
}

/** The last sound record counts. */
export function buildPeak(records: readonly ColumnRecord<'peak'>[], siteCount: number, problems: Problems): Peak | null {
  let peak: Peak | null = null;
  for (const { scalars, columns } of records) {
    const sound =
      isMoment(scalars.at) &&
      allAmounts(Float64Array.of(scalars.total)) &&
      allAmounts(columns.held) &&
      allAmounts(columns.blocks) &&
      allBelow(columns.node, siteCount);
    if (sound) {
      peak = { at: Math.max(scalars.at, 0), total: scalars.total, site: columns.node, held: columns.held, blocks: columns.blocks };
    } else {
      problems.dropped('peak');
    }
  }
  return peak;
}

export function buildMemory(records: readonly ColumnRecord<'memory'>[], problems: Problems): MemoryTimeline {
  const sound = records.filter(({ columns }) => {
    const kept = allMoments(columns.at) && [columns.rss, columns.heap, columns.blocks].every(allAmountsOrUnmeasured);
    if (!kept) {
      problems.dropped('memory');
    }
    return kept;
  });
  const length = sound.reduce((sum, { rows }) => sum + rows, 0);
  const column = (name: keyof ColumnRecord<'memory'>['columns']): Float64Array =>
    joinColumns(sound.map(({ columns }) => columns[name]), length);
  const at = column('at');
  let latest = 0;
  for (let row = 0; row < length; row++) {
    at[row] = latest = Math.max(latest, at[row]!);
  }
  return { length, at, rss: column('rss'), heap: column('heap'), blocks: column('blocks') };
}

export function buildCollections(
  records: readonly ColumnRecord<'collections'>[],
  siteCount: number,
  problems: Problems,
): Collection[] {
  const collections: Collection[] = [];
  for (const { rows, columns } of records) {
    const sound =
      allMoments(columns.at) &&
      allAmounts(columns.duration) &&
      allAmounts(columns.collected) &&
      allAmounts(columns.uncollectable) &&
      allAmountsOrUnmeasured(columns.candidates) &&
      allBelowOr(columns.node, siteCount, NONE);
    if (!sound) {
      problems.dropped('collections');
      continue;
    }
    for (let row = 0; row < rows; row++) {
      const candidates = columns.candidates[row]!;
      collections.push({
        at: Math.max(columns.at[row]!, 0),
        duration: columns.duration[row]!,
        generation: columns.generation[row]!,
        collected: columns.collected[row]!,
        uncollectable: columns.uncollectable[row]!,
        candidates: Number.isNaN(candidates) ? null : candidates,
        site: siteOrNull(columns.node[row]!),
      });
    }
  }
  return collections.sort((a, b) => a.at - b.at);
}

export function siteOrNull(site: number): SiteId | null {
  return site === NONE ? null : (site as SiteId);
}

export function joinColumns(parts: readonly Float64Array[], length: number): Float64Array {
  const joined = new Float64Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
