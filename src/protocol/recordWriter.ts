/** Writes record streams: fixtures, tests, and the `end` of a run whose program could not write it. */
import { encodeColumns, type ColumnValues } from './columnCodec';
import type { EndRecord, HeadRecord } from './jsonRecords';
import type { Notice } from '../core/recording';
import type { ObjectRecords } from './objectRecords';
import { RECORDS, type ColumnRecordName, type RecordName, type ScalarsOf } from './recordTable';
import { encodePreamble, paddedTo8, RECORD_HEADER_LENGTH } from './stream';

/** Payloads of the records that hold JSON. */
export interface JsonRecords extends ObjectRecords {
  readonly head: HeadRecord;
  readonly notice: Notice;
  readonly end: EndRecord;
}

const encoder = new TextEncoder();

/** The bytes of one record that holds JSON, header and padding included: may be appended to any stream that ends in a whole record. */
export function encodeJsonRecord<Name extends keyof JsonRecords>(name: Name, value: JsonRecords[Name]): Uint8Array {
  return encodeRecord(name, encoder.encode(JSON.stringify(value)));
}

function encodeRecord(name: RecordName, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(RECORD_HEADER_LENGTH + paddedTo8(payload.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length, true);
  view.setUint8(4, RECORDS[name].type);
  bytes.set(payload, RECORD_HEADER_LENGTH);
  return bytes;
}

/** Builds a stream record by record. */
export class RecordWriter {
  readonly #parts: Uint8Array[] = [encodePreamble()];

  json<Name extends keyof JsonRecords>(name: Name, value: JsonRecords[Name]): this {
    this.#parts.push(encodeJsonRecord(name, value));
    return this;
  }

  columns<Name extends ColumnRecordName>(name: Name, scalars: ScalarsOf<Name>, columns: ColumnValues<Name>): this {
    this.#parts.push(encodeRecord(name, encodeColumns(name, scalars, columns)));
    return this;
  }

  /** Appends texts to the string table; the first gets the id after the last one of the record before. */
  strings(texts: readonly string[]): this {
    const encoded = texts.map((text) => encoder.encode(text));
    const end: number[] = [];
    for (const text of encoded) {
      end.push((end.at(-1) ?? 0) + text.length);
    }
    return this.columns('strings', {}, { end, text: concatenated(encoded) });
  }

  /** The whole stream so far; the writer can go on afterwards. */
  bytes(): Uint8Array<ArrayBuffer> {
    return concatenated(this.#parts);
  }
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
