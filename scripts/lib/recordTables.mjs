/** Turns the record schema into the TypeScript and the Python table that both ends of the stream are written against. */

/**
 * @typedef {{ name: string, type: string, enum?: string, doc?: string }} Column
 * @typedef {{ type: number, form: 'json' | 'columns', doc: string, scalars?: Column[], columns?: Column[] }} RecordSchema
 * @typedef {{ magic: string, major: number, minor: number, enums: Record<string, string[]>, records: Record<string, RecordSchema> }} Schema
 */

export const SCHEMA_PATH = 'src/protocol/shim.schema.json';
export const TYPESCRIPT_PATH = 'src/protocol/recordTable.ts';
export const PYTHON_PATH = 'src/shim/_emberline/record_table.py';

/** `frameKind`, `waitingForGil` -> `FRAME_KIND`, `WAITING_FOR_GIL`. @param {string} name */
function upperSnake(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

/** Characters of a list on one line, its key and comma left room for. */
const LONGEST_LIST = 120;

/** @param {string} text */
function quoted(text) {
  return `'${text}'`;
}

/** A list on one line, or one item a line when that is longer than a line may be. @param {string[]} items @param {string} indent */
function typescriptList(items, indent) {
  if (items.length === 0) {
    return '[]';
  }
  const line = `[${items.join(', ')}]`;
  if (indent.length + line.length <= LONGEST_LIST) {
    return line;
  }
  return `[\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}]`;
}

/** @param {Column} column */
function typescriptColumn(column) {
  const fields = [`name: ${quoted(column.name)}`, `type: ${quoted(column.type)}`];
  if (column.enum !== undefined) {
    fields.push(`enum: ${quoted(column.enum)}`);
  }
  return `{ ${fields.join(', ')} }`;
}

/** @param {string} name @param {RecordSchema} record */
function typescriptRecord(name, record) {
  const doc = `  /** ${record.doc.split(/(?<=\.) /, 1)[0]} */\n`;
  if (record.form === 'json') {
    return `${doc}  ${name}: { type: ${record.type}, form: 'json' },\n`;
  }
  const scalars = typescriptList((record.scalars ?? []).map(typescriptColumn), '    ');
  const columns = typescriptList((record.columns ?? []).map(typescriptColumn), '    ');
  return `${doc}  ${name}: {\n    type: ${record.type},\n    form: 'columns',\n    scalars: ${scalars},\n    columns: ${columns},\n  },\n`;
}

/** Source text of `recordTable.ts`. @param {Schema} schema */
export function typescriptTable(schema) {
  const magic = JSON.stringify(schema.magic).slice(1, -1);
  const enums = Object.entries(schema.enums).map(([name, values]) => `  ${name}: [${values.map(quoted).join(', ')}],\n`);
  const records = Object.entries(schema.records).map(([name, record]) => typescriptRecord(name, record));
  return `/** The record types of the stream, generated from shim.schema.json by \`npm run generate\`: do not edit. */

export const MAGIC = '${magic}';
export const MAJOR = ${schema.major};
export const MINOR = ${schema.minor};

/** A u8 column with an \`enum\` holds indices into one of these. */
export const ENUMS = {
${enums.join('')}} as const;

export const RECORDS = {
${records.join('')}} as const;

export type RecordName = keyof typeof RECORDS;
export type EnumName = keyof typeof ENUMS;
export type ColumnType = 'u8' | 'u32' | 'f64' | 'utf8';
export type ScalarType = 'u32' | 'f64';

/** Records that hold typed columns, and records that hold one JSON object. */
export type ColumnRecordName = { [Name in RecordName]: (typeof RECORDS)[Name]['form'] extends 'columns' ? Name : never }[RecordName];
export type JsonRecordName = Exclude<RecordName, ColumnRecordName>;

export interface ColumnArrays {
  readonly u8: Uint8Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
  /** The concatenated text as UTF-8 bytes; the column before it holds the ends. */
  readonly utf8: Uint8Array;
}

type Columns<Name extends ColumnRecordName> = (typeof RECORDS)[Name]['columns'][number];
type Scalars<Name extends ColumnRecordName> = (typeof RECORDS)[Name]['scalars'][number];

/** The columns of a record by name, each \`rows\` long. */
export type ColumnsOf<Name extends ColumnRecordName> = {
  readonly [Key in Columns<Name>['name']]: ColumnArrays[Extract<Columns<Name>, { name: Key }>['type']];
};

/** The scalars of a record by name. */
export type ScalarsOf<Name extends ColumnRecordName> = { readonly [Key in Scalars<Name>['name']]: number };
`;
}

/** @param {string[]} items */
function pythonTuple(items) {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}

/** @param {Column[]} columns @param {string} indent */
function pythonColumns(columns, indent) {
  if (columns.length === 0) {
    return '()';
  }
  return `(\n${columns.map((column) => `${indent}    ("${column.name}", "${column.type}"),\n`).join('')}${indent})`;
}

/** @param {string} name @param {RecordSchema} record */
function pythonRecord(name, record) {
  if (record.form === 'json') {
    return [];
  }
  const scalars = pythonColumns(record.scalars ?? [], '        ');
  const columns = pythonColumns(record.columns ?? [], '        ');
  return [`    ${upperSnake(name)}: (\n        ${scalars},\n        ${columns},\n    ),\n`];
}

/** Source text of `record_table.py`. @param {Schema} schema */
export function pythonTable(schema) {
  const magic = [...schema.magic].map((c) => (c >= ' ' && c <= '~' ? c : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)).join('');
  const types = Object.entries(schema.records).map(([name, record]) => `${upperSnake(name)} = ${record.type}\n`);
  const enums = Object.entries(schema.enums).map(([name, values]) => {
    const all = `${upperSnake(name)}S = ${pythonTuple(values.map((value) => `"${value}"`))}\n`;
    return all + values.map((value, i) => `${upperSnake(name)}_${upperSnake(value)} = ${i}\n`).join('');
  });
  const columns = Object.entries(schema.records).flatMap(([name, record]) => pythonRecord(name, record));
  return `"""The record types of the stream, generated from shim.schema.json by \`npm run generate\`: do not edit."""

MAGIC = b"${magic}"
MAJOR = ${schema.major}
MINOR = ${schema.minor}

# An absent u32 reference or line.
NONE = 0xFFFFFFFF

# Record types.
${types.join('')}
# Enums: every name in order, and each value's number.
${enums.join('\n')}
# Record type -> (scalars, columns), each a sequence of (name, type); types are u8, u32, f64, utf8.
COLUMNS = {
${columns.join('')}}
`;
}

/** The generated files: path from the root -> text. @param {Schema} schema @returns {Record<string, string>} */
export function generatedFiles(schema) {
  return { [TYPESCRIPT_PATH]: typescriptTable(schema), [PYTHON_PATH]: pythonTable(schema) };
}
