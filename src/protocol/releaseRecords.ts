/** Who freed what, and memory around the executions of followed lines. */
import { NONE, type SiteId } from '../core/ids';
import type { LineMemory, Releases } from '../core/recording';
import { allAmounts, allAmountsOrUnmeasured, allBelow, allBelowOr, isMoment } from './checks';
import type { ColumnRecord } from './columnCodec';
import { joinColumns } from './memoryRecords';
import type { Problems } from './problems';

export function buildReleases(records: readonly ColumnRecord<'releases'>[], siteCount: number, problems: Problems): Releases {
  const sound = records.filter(({ scalars, columns }) => {
    const kept =
      isMoment(scalars.at) &&
      allAmounts(columns.bytes) &&
      allAmounts(columns.blocks) &&
      allBelow(columns.node, siteCount) &&
      allBelowOr(columns.by, siteCount, NONE);
    if (!kept) {
      problems.dropped('releases');
    }
    return kept;
  });
  const length = sound.reduce((sum, { rows }) => sum + rows, 0);
  const at = new Float64Array(length);
  const site = new Uint32Array(length);
  const by = new Uint32Array(length);
  let offset = 0;
  let latest = 0;
  for (const { rows, scalars, columns } of sound) {
    latest = Math.max(latest, scalars.at);
    at.fill(latest, offset, offset + rows);
    site.set(columns.node, offset);
    by.set(columns.by, offset);
    offset += rows;
  }
  const column = (name: 'bytes' | 'blocks'): Float64Array => joinColumns(sound.map(({ columns }) => columns[name]), length);
  return { length, at, site, by, bytes: column('bytes'), blocks: column('blocks') };
}

/** In order of the sites; of each site the last row. */
export function buildLineMemory(records: readonly ColumnRecord<'lineMemory'>[], siteCount: number, problems: Problems): LineMemory[] {
  const lines = new Map<number, LineMemory>();
  for (const { rows, columns } of records) {
    const amounts = allAmounts(columns.runs) && allAmountsOrUnmeasured(columns.heapMost) && allAmountsOrUnmeasured(columns.rssMost);
    const differences = allFiniteOrUnmeasured(columns.heap) && allFiniteOrUnmeasured(columns.rss);
    if (!amounts || !differences || !allBelow(columns.node, siteCount)) {
      problems.dropped('lineMemory');
      continue;
    }
    for (let row = 0; row < rows; row++) {
      const value = (name: 'heap' | 'heapMost' | 'rss' | 'rssMost'): number | null => measured(columns[name][row]!);
      const site = columns.node[row]!;
      lines.set(site, {
        site: site as SiteId,
        runs: columns.runs[row]!,
        heap: value('heap'),
        heapMost: value('heapMost'),
        rss: value('rss'),
        rssMost: value('rssMost'),
      });
    }
  }
  return [...lines.values()].sort((a, b) => a.site - b.site);
}

function measured(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function allFiniteOrUnmeasured(values: Float64Array): boolean {
  return values.every((value) => Math.abs(value) !== Infinity);
}
