/** Sorts the records of a stream by kind, decoded but not yet related to each other. */
import type { Notice } from '../core/recording';
import { EmberlineError } from '../core/errors';
import { decodeColumns, type ColumnRecord } from './columnCodec';
import { FieldError, parseObject } from './jsonFields';
import { decodeEnd, decodeHead, decodeNotice, textOf, type EndRecord, type HeadRecord } from './jsonRecords';
import type { ObjectRecordLists } from './objectFacts';
import { DECODE_OBJECT_RECORD, type ObjectRecordName, type ObjectRecords } from './objectRecords';
import { Problems } from './problems';
import { RECORDS, type ColumnRecordName, type RecordName } from './recordTable';
import { checkPreamble, emptyRecording, forEachRecord, type RawRecord } from './stream';

export type ColumnRecords = { readonly [Name in ColumnRecordName]: readonly ColumnRecord<Name>[] };

export interface StreamContents {
  readonly head: HeadRecord;
  /** null: the stream was cut short. */
  readonly end: EndRecord | null;
  readonly notices: readonly Notice[];
  readonly records: ColumnRecords;
  readonly objectRecords: ObjectRecordLists;
  readonly problems: Problems;
}

const NAME_OF_TYPE = new Map<number, RecordName>(
  (Object.keys(RECORDS) as RecordName[]).map((name) => [RECORDS[name].type, name]),
);

/** Records whose rows are numbered: when one of them cannot be read, every later id would point at something else. */
const NUMBERED: ReadonlySet<RecordName> = new Set<RecordName>(['strings', 'files', 'frames', 'nodes', 'objects', 'steps']);

/** @throws EmberlineError see readRecording */
export function streamContents(bytes: Uint8Array): StreamContents {
  checkPreamble(bytes);
  const collector = new Collector();
  const extent = forEachRecord(bytes, (record) => collector.add(record));
  if (collector.head === null) {
    throw extent.ending === 'damaged' ? damagedHead('its length makes no sense') : emptyRecording();
  }
  if (collector.end === null && (extent.ending === 'damaged' || collector.broken)) {
    collector.problems.damagedAt(extent.wholeLength);
  }
  return {
    head: collector.head,
    end: collector.end,
    notices: collector.notices,
    records: collector.records,
    objectRecords: collector.objectRecords,
    problems: collector.problems,
  };
}

class Collector {
  head: HeadRecord | null = null;
  end: EndRecord | null = null;
  /** A numbered record could not be read, so reading stopped. */
  broken = false;
  readonly notices: Notice[] = [];
  readonly problems = new Problems();
  readonly records = emptyRecords();
  readonly objectRecords = emptyObjectRecords();

  /** @returns whether what follows may be read */
  add({ type, payload }: RawRecord): boolean {
    const name = NAME_OF_TYPE.get(type);
    if (this.head === null) {
      if (name !== 'head') {
        throw damagedHead('it does not come first');
      }
      this.head = readHead(payload);
      return true;
    }
    switch (name) {
      case undefined:
        return true;
      case 'head':
        this.problems.dropped(name);
        return true;
      case 'notice':
        this.#addJson(name, () => this.notices.push(decodeNotice(payload)));
        return true;
      case 'end':
        this.#addJson(name, () => (this.end = decodeEnd(payload)));
        return this.end === null;
      case 'holders':
      case 'sizes':
      case 'cycles':
      case 'cycleTotals':
      case 'collectorState':
      case 'leakCheck':
        this.#addJson(name, () => this.#addObjectRecord(name, payload));
        return true;
      default:
        return this.#addColumns(name, payload);
    }
  }

  #addJson(name: RecordName, add: () => void): void {
    try {
      add();
    } catch (error) {
      if (!(error instanceof FieldError)) {
        throw error;
      }
      this.problems.dropped(name);
    }
  }

  #addObjectRecord<Name extends ObjectRecordName>(name: Name, payload: Uint8Array): void {
    const sameName: ObjectRecords[Name][] = this.objectRecords[name];
    sameName.push(DECODE_OBJECT_RECORD[name](parseObject(textOf(payload), name)));
  }

  #addColumns<Name extends ColumnRecordName>(name: Name, payload: Uint8Array): boolean {
    const record = decodeColumns(name, payload);
    if (record === null) {
      this.problems.dropped(name);
      this.broken = NUMBERED.has(name);
      return !this.broken;
    }
    const sameName: ColumnRecord<Name>[] = this.records[name];
    sameName.push(record);
    return true;
  }
}

function emptyRecords(): { [Name in ColumnRecordName]: ColumnRecord<Name>[] } {
  return {
    strings: [],
    files: [],
    frames: [],
    nodes: [],
    threads: [],
    samples: [],
    allocations: [],
    peak: [],
    releases: [],
    lineMemory: [],
    memory: [],
    collections: [],
    objects: [],
    references: [],
    steps: [],
    stepLinks: [],
    calls: [],
    callEdges: [],
  };
}

function emptyObjectRecords(): { [Name in ObjectRecordName]: ObjectRecords[Name][] } {
  return { holders: [], sizes: [], cycles: [], cycleTotals: [], collectorState: [], leakCheck: [] };
}

function readHead(payload: Uint8Array): HeadRecord {
  try {
    return decodeHead(payload);
  } catch (error) {
    if (error instanceof FieldError) {
      throw damagedHead(error.message);
    }
    throw error;
  }
}

function damagedHead(detail: string): EmberlineError {
  return new EmberlineError(
    'recording-damaged',
    `The recording's first record, which everything else needs, cannot be read: ${detail}.`,
    'Profile the program again, or open a copy that is whole.',
  );
}
