/** The record types of the stream, generated from shim.schema.json by `npm run generate`: do not edit. */

export const MAGIC = 'EMBER\u0000';
export const MAJOR = 1;
export const MINOR = 0;

/** A u8 column with an `enum` holds indices into one of these. */
export const ENUMS = {
  origin: ['workspace', 'sitePackages', 'stdlib', 'generated'],
  frameKind: ['root', 'thread', 'task', 'process', 'function', 'module', 'class', 'native', 'gc'],
  threadState: ['python', 'native', 'waitingForGil', 'idle', 'collecting', 'unknown'],
  lifeEvent: ['start', 'end'],
  objectKind: ['watched', 'module', 'type'],
  referenceEvent: ['birth', 'change', 'death'],
  stepSource: ['line', 'sampled'],
  linkKind: ['localName', 'argument', 'global', 'attribute', 'listElement', 'tupleElement', 'setElement', 'dictValue', 'dictKey', 'closureCell', 'frame', 'traceback', 'thread', 'native', 'other'],
} as const;

export const RECORDS = {
  /** First record, exactly once. */
  head: { type: 1, form: 'json' },
  /** Appends to the string table; ids count up from 0 over all strings records. */
  strings: {
    type: 2,
    form: 'columns',
    scalars: [],
    columns: [{ name: 'end', type: 'u32' }, { name: 'text', type: 'utf8' }],
  },
  /** Appends source files; ids count up from 0. */
  files: {
    type: 3,
    form: 'columns',
    scalars: [],
    columns: [{ name: 'path', type: 'u32' }, { name: 'sha256', type: 'u32' }, { name: 'origin', type: 'u8', enum: 'origin' }],
  },
  /** Appends frames (a function, a thread …); ids count up from 0. */
  frames: {
    type: 4,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'name', type: 'u32' },
      { name: 'file', type: 'u32' },
      { name: 'line', type: 'u32' },
      { name: 'kind', type: 'u8', enum: 'frameKind' },
    ],
  },
  /** Appends sites: one place in one frame on one path from the root. */
  nodes: {
    type: 5,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'parent', type: 'u32' },
      { name: 'frame', type: 'u32' },
      { name: 'line', type: 'u32' },
      { name: 'endLine', type: 'u32' },
      { name: 'column', type: 'u32' },
      { name: 'endColumn', type: 'u32' },
    ],
  },
  /** A thread begins or ends. */
  threads: {
    type: 6,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'at', type: 'f64' },
      { name: 'ident', type: 'f64' },
      { name: 'thread', type: 'u32' },
      { name: 'name', type: 'u32' },
      { name: 'node', type: 'u32' },
      { name: 'event', type: 'u8', enum: 'lifeEvent' },
    ],
  },
  /** Samples of one thread in time order. */
  samples: {
    type: 7,
    form: 'columns',
    scalars: [{ name: 'thread', type: 'u32' }, { name: 'base', type: 'f64' }],
    columns: [
      { name: 'delta', type: 'u32' },
      { name: 'node', type: 'u32' },
      { name: 'wall', type: 'u32' },
      { name: 'cpu', type: 'u32' },
      { name: 'state', type: 'u8', enum: 'threadState' },
    ],
  },
  /** What sites allocated, and what of theirs was freed, since the record before. */
  allocations: {
    type: 8,
    form: 'columns',
    scalars: [{ name: 'at', type: 'f64' }],
    columns: [
      { name: 'allocated', type: 'f64' },
      { name: 'allocations', type: 'f64' },
      { name: 'freed', type: 'f64' },
      { name: 'frees', type: 'f64' },
      { name: 'node', type: 'u32' },
    ],
  },
  /** What was held, by site, when the Python heap was largest. */
  peak: {
    type: 9,
    form: 'columns',
    scalars: [{ name: 'at', type: 'f64' }, { name: 'total', type: 'f64' }],
    columns: [{ name: 'held', type: 'f64' }, { name: 'blocks', type: 'f64' }, { name: 'node', type: 'u32' }],
  },
  /** Memory of the process over time. */
  memory: {
    type: 10,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'at', type: 'f64' },
      { name: 'rss', type: 'f64' },
      { name: 'heap', type: 'f64' },
      { name: 'blocks', type: 'f64' },
    ],
  },
  /** Runs of the cyclic collector. */
  collections: {
    type: 11,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'at', type: 'f64' },
      { name: 'duration', type: 'f64' },
      { name: 'collected', type: 'f64' },
      { name: 'uncollectable', type: 'f64' },
      { name: 'candidates', type: 'f64' },
      { name: 'node', type: 'u32' },
      { name: 'generation', type: 'u8' },
    ],
  },
  /** Objects whose reference count is followed, and types whose instances are counted. */
  objects: {
    type: 12,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'born', type: 'f64' },
      { name: 'name', type: 'u32' },
      { name: 'typeName', type: 'u32' },
      { name: 'file', type: 'u32' },
      { name: 'line', type: 'u32' },
      { name: 'immortal', type: 'u8' },
      { name: 'kind', type: 'u8', enum: 'objectKind' },
    ],
  },
  /** Counts over time: references to an object, or instances of a type. */
  references: {
    type: 13,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'at', type: 'f64' },
      { name: 'count', type: 'f64' },
      { name: 'object', type: 'u32' },
      { name: 'node', type: 'u32' },
      { name: 'event', type: 'u8', enum: 'referenceEvent' },
    ],
  },
  /** Who freed what since the record before: blocks that one site made and that were freed while another (or the same) ran. */
  releases: {
    type: 22,
    form: 'columns',
    scalars: [{ name: 'at', type: 'f64' }],
    columns: [
      { name: 'bytes', type: 'f64' },
      { name: 'blocks', type: 'f64' },
      { name: 'node', type: 'u32' },
      { name: 'by', type: 'u32' },
    ],
  },
  /** Memory around each execution of a line of the functions whose lines were followed, what it called included: running totals by site, of which the last row counts. */
  lineMemory: {
    type: 23,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'runs', type: 'f64' },
      { name: 'heap', type: 'f64' },
      { name: 'heapMost', type: 'f64' },
      { name: 'rss', type: 'f64' },
      { name: 'rssMost', type: 'f64' },
      { name: 'node', type: 'u32' },
    ],
  },
  /** Changes of the count of a watched object, as references rows with what is known beside. */
  steps: {
    type: 24,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'at', type: 'f64' },
      { name: 'count', type: 'f64' },
      { name: 'object', type: 'u32' },
      { name: 'node', type: 'u32' },
      { name: 'event', type: 'u8', enum: 'referenceEvent' },
      { name: 'source', type: 'u8', enum: 'stepSource' },
    ],
  },
  /** Which references a step of steps gained or lost, as far as they could be told. */
  stepLinks: {
    type: 25,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'step', type: 'u32' },
      { name: 'text', type: 'u32' },
      { name: 'times', type: 'u32' },
      { name: 'gained', type: 'u8' },
      { name: 'kind', type: 'u8', enum: 'linkKind' },
    ],
  },
  /** Who holds one object at one moment: paths from a module, frame or thread down to it. */
  holders: { type: 26, form: 'json' },
  /** Sizes at one moment: of the watched objects, of the largest live objects, and what the interpreter itself holds. */
  sizes: { type: 27, form: 'json' },
  /** Cyclic garbage of one shape found so far; the last record of a shape counts. */
  cycles: { type: 28, form: 'json' },
  /** How the collector is set, at the start and whenever that was seen to have changed. */
  collectorState: { type: 29, form: 'json' },
  /** A function that was called again and again, and what every round of calls left behind. */
  leakCheck: { type: 30, form: 'json' },
  /** What the cycles mode looked at in all; the last such record counts. */
  cycleTotals: { type: 31, form: 'json' },
  /** Something the reader should know: { code, message }. */
  notice: { type: 16, form: 'json' },
  /** Every call of every function, counted and not sampled, up to now. */
  calls: {
    type: 40,
    form: 'columns',
    scalars: [{ name: 'perCall', type: 'f64' }, { name: 'tracer', type: 'u32' }],
    columns: [
      { name: 'calls', type: 'f64' },
      { name: 'primitive', type: 'f64' },
      { name: 'self', type: 'f64' },
      { name: 'total', type: 'f64' },
      { name: 'frame', type: 'u32' },
    ],
  },
  /** The same by caller and callee. */
  callEdges: {
    type: 41,
    form: 'columns',
    scalars: [],
    columns: [
      { name: 'calls', type: 'f64' },
      { name: 'primitive', type: 'f64' },
      { name: 'self', type: 'f64' },
      { name: 'total', type: 'f64' },
      { name: 'caller', type: 'u32' },
      { name: 'callee', type: 'u32' },
    ],
  },
  /** Last record. */
  end: { type: 255, form: 'json' },
} as const;

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

/** The columns of a record by name, each `rows` long. */
export type ColumnsOf<Name extends ColumnRecordName> = {
  readonly [Key in Columns<Name>['name']]: ColumnArrays[Extract<Columns<Name>, { name: Key }>['type']];
};

/** The scalars of a record by name. */
export type ScalarsOf<Name extends ColumnRecordName> = { readonly [Key in Scalars<Name>['name']]: number };
