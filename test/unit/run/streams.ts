/** Builds small record streams by hand, so that the tests of src/run do not lean on the writer they share a format with. */
import { RECORDS } from '../../../src/protocol/recordTable';

export const HEADER = Buffer.from('EMBER\0\x01\0', 'latin1');

export function record(type: number, payload: Buffer): Buffer {
  const bytes = Buffer.alloc(8 + Math.ceil(payload.length / 8) * 8);
  bytes.writeUInt32LE(payload.length, 0);
  bytes.writeUInt8(type, 4);
  payload.copy(bytes, 8);
  return bytes;
}

export function json(name: 'head' | 'end' | 'notice', value: unknown): Buffer {
  return record(RECORDS[name].type, Buffer.from(JSON.stringify(value)));
}

/** A samples record with one row for every delta. */
export function samples(...deltas: readonly number[]): Buffer {
  const payload = Buffer.alloc(24 + deltas.length * 4);
  payload.writeUInt32LE(deltas.length, 0);
  deltas.forEach((delta, row) => payload.writeUInt32LE(delta, 24 + row * 4));
  return record(RECORDS.samples.type, payload);
}
