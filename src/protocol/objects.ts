/** Watched objects, each with its reference counts over time. */
import { NONE, type FileId, type ObjectId } from '../core/ids';
import type { ReferencePoint, WatchedObject } from '../core/recording';
import { allAmounts, allBelow, allBelowOr, allMoments } from './checks';
import type { ColumnRecord } from './columnCodec';
import { siteOrNull } from './memoryRecords';
import type { Problems } from './problems';
import { ENUMS } from './recordTable';
import type { ColumnRecords } from './streamContents';
import { lineOrNull, type Tables } from './tables';

const DEATH = ENUMS.referenceEvent.indexOf('death');

interface Life {
  died: number | null;
  readonly points: ReferencePoint[];
}

export function buildObjects(records: ColumnRecords, tables: Tables, problems: Problems): WatchedObject[] {
  const count = records.objects.reduce((sum, { rows }) => sum + rows, 0);
  const lives = buildLives(records.references, count, tables.sites.length, problems);
  const objects: WatchedObject[] = [];
  for (const record of records.objects) {
    let unreadable = 0;
    for (let row = 0; row < record.rows; row++) {
      const id = objects.length as ObjectId;
      const life = lives[id] ?? { died: null, points: [] };
      if (!isReadable(record, row, tables)) {
        unreadable++;
      }
      objects.push(buildObject(record, row, { id, tables, life }));
    }
    problems.repaired('objects', unreadable);
  }
  return objects;
}

function isReadable({ columns }: ColumnRecord<'objects'>, row: number, { strings, files }: Tables): boolean {
  const file = columns.file[row]!;
  return columns.name[row]! < strings.length && (file === NONE || file < files.length) && Number.isFinite(columns.born[row]!);
}

function buildObject(
  { columns }: ColumnRecord<'objects'>,
  row: number,
  { id, tables, life }: { id: ObjectId; tables: Tables; life: Life },
): WatchedObject {
  const file = columns.file[row]!;
  const born = columns.born[row]!;
  return {
    id,
    kind: ENUMS.objectKind[columns.kind[row]!] ?? 'watched',
    name: tables.strings[columns.name[row]!] ?? '(unknown)',
    typeName: tables.strings[columns.typeName[row]!] ?? '',
    file: file < tables.files.length ? (file as FileId) : null,
    line: lineOrNull(columns.line[row]!),
    born: Number.isFinite(born) ? Math.max(born, 0) : (life.points[0]?.at ?? 0),
    died: life.died,
    immortal: columns.immortal[row] === 1,
    points: life.points,
  };
}

function buildLives(
  records: readonly ColumnRecord<'references'>[],
  objectCount: number,
  siteCount: number,
  problems: Problems,
): Life[] {
  const lives = Array.from({ length: objectCount }, (): Life => ({ died: null, points: [] }));
  for (const { rows, columns } of records) {
    const sound =
      allMoments(columns.at) &&
      allAmounts(columns.count) &&
      allBelow(columns.object, objectCount) &&
      allBelowOr(columns.node, siteCount, NONE);
    if (!sound) {
      problems.dropped('references');
      continue;
    }
    for (let row = 0; row < rows; row++) {
      const life = lives[columns.object[row]!]!;
      const at = Math.max(columns.at[row]!, life.points.at(-1)?.at ?? 0);
      life.points.push({ at, count: columns.count[row]!, site: siteOrNull(columns.node[row]!) });
      if (columns.event[row] === DEATH) {
        life.died = at;
      }
    }
  }
  return lives;
}
