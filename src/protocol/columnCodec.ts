/** Payloads of typed columns: to views over the bytes and back, driven by the table that the schema generates. */
import {
  RECORDS,
  type ColumnArrays,
  type ColumnRecordName,
  type ColumnsOf,
  type ColumnType,
  type ScalarsOf,
  type ScalarType,
} from './recordTable';
import { paddedTo8 } from './stream';

/** A decoded payload. The columns are views: they live as long as the bytes they were decoded from. */
export interface ColumnRecord<Name extends ColumnRecordName> {
  readonly rows: number;
  readonly scalars: ScalarsOf<Name>;
  readonly columns: ColumnsOf<Name>;
}

/** What a caller hands in to be encoded: plain numbers will do, and text is one list of bytes. */
export type ColumnValues<Name extends ColumnRecordName> = { readonly [Key in keyof ColumnsOf<Name>]: ArrayLike<number> };

interface Layout {
  readonly scalars: readonly { readonly name: string; readonly type: ScalarType }[];
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

const ROWS_LENGTH = 8;
const SLOT = 8;
const WIDTH: Readonly<Record<ColumnType, number>> = { u8: 1, u32: 4, f64: 8, utf8: 1 };

/**
 * @param payload must start at a multiple of 8 of its buffer
 * @returns null when the payload is shorter than its own row count says. Bytes after the last known column are
 *   ignored: a newer minor version may have added some.
 */
export function decodeColumns<Name extends ColumnRecordName>(name: Name, payload: Uint8Array): ColumnRecord<Name> | null {
  const layout: Layout = RECORDS[name];
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  if (payload.length < ROWS_LENGTH + layout.scalars.length * SLOT) {
    return null;
  }
  const rows = view.getUint32(0, true);
  let offset = ROWS_LENGTH;
  const scalars: Record<string, number> = {};
  for (const scalar of layout.scalars) {
    scalars[scalar.name] = scalar.type === 'u32' ? view.getUint32(offset, true) : view.getFloat64(offset, true);
    offset += SLOT;
  }
  const columns: Record<string, ColumnArrays[ColumnType]> = {};
  let before: ColumnArrays[ColumnType] | null = null;
  for (const column of layout.columns) {
    const length: number = column.type === 'utf8' ? (before?.at(-1) ?? 0) : rows;
    const byteLength = length * WIDTH[column.type];
    if (offset + byteLength > payload.length) {
      return null;
    }
    before = viewOf(column.type, payload, offset, length);
    columns[column.name] = before;
    offset += paddedTo8(byteLength);
  }
  // The table that drives this loop is the one that the type is made from.
  return { rows, scalars, columns } as unknown as ColumnRecord<Name>;
}

function viewOf(type: ColumnType, payload: Uint8Array, offset: number, length: number): ColumnArrays[ColumnType] {
  const start = payload.byteOffset + offset;
  switch (type) {
    case 'u8':
    case 'utf8':
      return new Uint8Array(payload.buffer, start, length);
    case 'u32':
      return new Uint32Array(payload.buffer, start, length);
    case 'f64':
      return new Float64Array(payload.buffer, start, length);
  }
}

/** The payload of a record. Columns must be of equal length, but for text. */
export function encodeColumns<Name extends ColumnRecordName>(
  name: Name,
  scalars: ScalarsOf<Name>,
  columns: ColumnValues<Name>,
): Uint8Array {
  const layout: Layout = RECORDS[name];
  const valuesByName: Readonly<Record<string, ArrayLike<number>>> = columns;
  const scalarsByName: Readonly<Record<string, number>> = scalars;
  const values = layout.columns.map((column) => valuesByName[column.name] ?? []);
  const size = layout.columns.reduce((sum, column, at) => sum + paddedTo8((values[at]?.length ?? 0) * WIDTH[column.type]), 0);
  const payload = new Uint8Array(ROWS_LENGTH + layout.scalars.length * SLOT + size);
  const view = new DataView(payload.buffer);
  view.setUint32(0, values[0]?.length ?? 0, true);
  let offset = ROWS_LENGTH;
  for (const scalar of layout.scalars) {
    const value = scalarsByName[scalar.name] ?? 0;
    if (scalar.type === 'u32') {
      view.setUint32(offset, value, true);
    } else {
      view.setFloat64(offset, value, true);
    }
    offset += SLOT;
  }
  layout.columns.forEach((column, at) => {
    const given = values[at] ?? [];
    viewOf(column.type, payload, offset, given.length).set(given);
    offset += paddedTo8(given.length * WIDTH[column.type]);
  });
  return payload;
}
