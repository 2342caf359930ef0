/** Watched objects, each with its reference counts over time. */
import { NONE, type FileId, type ObjectId } from '../core/ids';
import type { WatchedObject } from '../core/recording';
import type { ColumnRecord } from './columnCodec';
import { buildLives, type Life } from './lives';
import type { Problems } from './problems';
import { ENUMS } from './recordTable';
import type { ColumnRecords } from './streamContents';
import { lineOrNull, type Tables } from './tables';

export function buildObjects(records: ColumnRecords, tables: Tables, problems: Problems): WatchedObject[] {
  const count = records.objects.reduce((sum, { rows }) => sum + rows, 0);
  const lives = buildLives(records, count, tables, problems);
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
