/** Counts over time by object, from the rows of references and of steps. */
import { NONE } from '../core/ids';
import type { ReferencePoint, StepLink } from '../core/recording';
import { allAmounts, allBelow, allBelowOr, allMoments } from './checks';
import type { ColumnRecord } from './columnCodec';
import { siteOrNull } from './memoryRecords';
import type { Problems } from './problems';
import { ENUMS } from './recordTable';
import type { ColumnRecords } from './streamContents';
import type { Tables } from './tables';

const DEATH = ENUMS.referenceEvent.indexOf('death');
const NO_LINKS: readonly StepLink[] = [];

export interface Life {
  died: number | null;
  readonly points: ReferencePoint[];
}

/** One for each object, empty where nothing was recorded. */
export function buildLives(records: ColumnRecords, objectCount: number, tables: Tables, problems: Problems): Life[] {
  const lives = Array.from({ length: objectCount }, (): Life => ({ died: null, points: [] }));
  const links = buildLinks(records, tables.strings, problems);
  for (const record of records.references) {
    if (isSound(record, objectCount, tables)) {
      addRows(lives, record, (_row, site) => ({ source: site === NONE ? 'sampled' : 'line', links: NO_LINKS }));
    } else {
      problems.dropped('references');
    }
  }
  let before = 0;
  for (const record of records.steps) {
    const first = before;
    before += record.rows;
    if (isSound(record, objectCount, tables)) {
      const { source } = record.columns;
      addRows(lives, record, (row) => ({
        source: ENUMS.stepSource[source[row]!] ?? 'sampled',
        links: links.get(first + row) ?? NO_LINKS,
      }));
    } else {
      problems.dropped('steps');
    }
  }
  return lives;
}

function isSound({ columns }: ColumnRecord<'references'> | ColumnRecord<'steps'>, objectCount: number, { sites }: Tables): boolean {
  return (
    allMoments(columns.at) &&
    allAmounts(columns.count) &&
    allBelow(columns.object, objectCount) &&
    allBelowOr(columns.node, sites.length, NONE)
  );
}

function addRows(
  lives: readonly Life[],
  { rows, columns }: ColumnRecord<'references'> | ColumnRecord<'steps'>,
  known: (row: number, site: number) => Pick<ReferencePoint, 'source' | 'links'>,
): void {
  for (let row = 0; row < rows; row++) {
    const life = lives[columns.object[row]!]!;
    const site = columns.node[row]!;
    const at = Math.max(columns.at[row]!, life.points.at(-1)?.at ?? 0);
    life.points.push({ at, count: columns.count[row]!, site: siteOrNull(site), ...known(row, site) });
    if (columns.event[row] === DEATH) {
      life.died = at;
    }
  }
}

/** By step. */
function buildLinks({ steps, stepLinks }: ColumnRecords, strings: readonly string[], problems: Problems): Map<number, StepLink[]> {
  const stepCount = steps.reduce((sum, { rows }) => sum + rows, 0);
  const links = new Map<number, StepLink[]>();
  for (const { rows, columns } of stepLinks) {
    if (!allBelow(columns.step, stepCount) || !allBelow(columns.text, strings.length)) {
      problems.dropped('stepLinks');
      continue;
    }
    for (let row = 0; row < rows; row++) {
      const step = columns.step[row]!;
      const ofStep = links.get(step) ?? [];
      links.set(step, ofStep);
      ofStep.push({
        gained: columns.gained[row] === 1,
        kind: ENUMS.linkKind[columns.kind[row]!] ?? 'other',
        text: strings[columns.text[row]!] ?? '',
        times: columns.times[row]!,
      });
    }
  }
  return links;
}
