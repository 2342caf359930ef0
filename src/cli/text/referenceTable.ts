/** Tables of watched objects and of the collector's runs. */
import type { Collection, Recording, WatchedObject } from '../../core/recording';
import { sourcePlaceOf } from '../../core/referenceChanges';
import { totalPause } from '../../core/timeline';
import { formatCount, formatDuration, formatMoment, formatShare } from '../../core/weight';
import type { TextContext } from './lineTables';
import { shownPath } from './paths';
import { table, type Column } from './table';

/** One row an object: what it is, how its count went, and what became of it. */
export function referenceTable(recording: Recording, objects: readonly WatchedObject[], { cwd, style, width }: TextContext): string[] {
  const columns: Column[] = [
    { title: 'name', align: 'left', most: 32, paint: (text) => style.bold(text) },
    { title: 'type', align: 'left', most: 28 },
    { title: 'count', align: 'left' },
    { title: 'changes', align: 'right' },
    { title: '', align: 'left' },
    { title: 'line', align: 'left' },
  ];
  const rows = objects.map((object) => {
    const file = object.file === null ? null : recording.files[object.file];
    const place = file === null || file === undefined ? '' : `${shownPath(file.path, cwd)}${object.line === null ? '' : `:${object.line}`}`;
    return [object.name, object.typeName, countsOf(object), formatCount(changesOf(object)), fateOf(object), place];
  });
  return table(columns, rows, width);
}

/** `2 → 3 … most 8`: first, last and, where it is neither, the highest count. */
function countsOf({ points, immortal, died }: WatchedObject): string {
  if (immortal) {
    return 'immortal';
  }
  const counts = points.filter(({ at }) => died === null || at < died).map(({ count }) => count);
  const [first, last] = [counts[0], counts.at(-1)];
  if (first === undefined || last === undefined) {
    return 'never seen';
  }
  const most = counts.reduce((highest, count) => Math.max(highest, count), 0);
  return `${formatCount(first)} → ${formatCount(last)}${most > Math.max(first, last) ? `, most ${formatCount(most)}` : ''}`;
}

function changesOf({ points }: WatchedObject): number {
  return points.filter(({ count }, at) => at > 0 && count !== points[at - 1]?.count).length;
}

function fateOf({ kind, died, points, immortal }: WatchedObject): string {
  if (immortal || points.length === 0) {
    return '';
  }
  if (died !== null) {
    return `died at ${formatMoment(died)}`;
  }
  return kind === 'type' ? 'instances' : 'held at exit';
}

/** One row a collection. */
export function collectionTable(recording: Recording, collections: readonly Collection[], { cwd, width }: TextContext): string[] {
  const columns: Column[] = [
    { title: 'at', align: 'right' },
    { title: 'pause', align: 'right' },
    { title: 'generation', align: 'right' },
    { title: 'collected', align: 'right' },
    { title: 'line', align: 'left' },
  ];
  const rows = collections.map(({ at, duration, generation, collected, site }) => {
    const place = site === null ? null : sourcePlaceOf(recording, site);
    const path = place === null ? undefined : recording.files[place.file]?.path;
    const line = place === null || path === undefined ? '' : `${shownPath(path, cwd)}:${place.line}`;
    return [formatMoment(at), formatDuration(duration), String(generation), formatCount(collected), line];
  });
  return table(columns, rows, width);
}

/** `41 runs paused the program for 12.3 ms in all (<1 %); 12,033 objects collected.` */
export function collectorSentence({ collections, meta }: Recording): string {
  if (collections.length === 0) {
    return 'The collector did not run.';
  }
  const pause = totalPause(collections);
  const collected = collections.reduce((sum, run) => sum + run.collected, 0);
  const runs = collections.length === 1 ? '1 run' : `${formatCount(collections.length)} runs`;
  const share = meta.durationNs > 0 ? ` (${formatShare(pause / meta.durationNs)})` : '';
  const uncollectable = collections.reduce((sum, run) => sum + run.uncollectable, 0);
  const rest = uncollectable > 0 ? `, ${formatCount(uncollectable)} could not be` : '';
  return `${runs}, ${formatDuration(pause)} of pauses in all${share}; ${formatCount(collected)} objects collected${rest}.`;
}
