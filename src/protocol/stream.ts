/** Framing of the record stream: the preamble, and one record after the other, without looking into payloads. */
import { EmberlineError } from '../core/errors';
import { MAGIC, MAJOR, MINOR } from './recordTable';

export const PREAMBLE_LENGTH = 8;
export const RECORD_HEADER_LENGTH = 8;

/** A record as it stands in the stream. */
export interface RawRecord {
  /** RECORDS[name].type, or one that this version does not know. */
  readonly type: number;
  /** A view into the stream's bytes. */
  readonly payload: Uint8Array;
}

/** How the bytes end: after a whole record, in the middle of one, or in something that cannot be a record. */
export type StreamEnding = 'whole' | 'cut' | 'damaged';

export interface StreamExtent {
  /** Bytes up to the end of the last whole record: what may be appended to. */
  readonly wholeLength: number;
  readonly ending: StreamEnding;
}

/** The first bytes of every stream. */
export function encodePreamble(): Uint8Array {
  const bytes = new Uint8Array(PREAMBLE_LENGTH);
  for (let at = 0; at < MAGIC.length; at++) {
    bytes[at] = MAGIC.charCodeAt(at);
  }
  bytes[MAGIC.length] = MAJOR;
  bytes[MAGIC.length + 1] = MINOR;
  return bytes;
}

/** @throws EmberlineError when the bytes are empty, no Emberline recording, or of a newer format */
export function checkPreamble(bytes: Uint8Array): void {
  if (bytes.length === 0) {
    throw emptyRecording();
  }
  for (let at = 0; at < Math.min(MAGIC.length, bytes.length); at++) {
    if (bytes[at] !== MAGIC.charCodeAt(at)) {
      throw new EmberlineError('recording-foreign', 'This file is not an Emberline recording.', 'Choose a file that ends in .ember.');
    }
  }
  if (bytes.length < PREAMBLE_LENGTH) {
    throw emptyRecording();
  }
  const major = bytes[MAGIC.length] ?? 0;
  if (major > MAJOR) {
    throw new EmberlineError(
      'recording-newer',
      `This recording has format ${major}, and this Emberline reads up to format ${MAJOR}.`,
      'Update Emberline to open it.',
    );
  }
}

export function emptyRecording(): EmberlineError {
  return new EmberlineError('recording-empty', 'The recording is empty: nothing was written before it ended.', 'Profile the program again.');
}

/** Hands every whole record to `visit` until that returns false. The preamble must have been checked. */
export function forEachRecord(bytes: Uint8Array, visit: (record: RawRecord) => boolean): StreamExtent {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = PREAMBLE_LENGTH;
  while (offset + RECORD_HEADER_LENGTH <= bytes.length) {
    const length = view.getUint32(offset, true);
    // Flags and the two bytes after them are zero in every version: anything else means that we lost our place.
    if (view.getUint8(offset + 5) !== 0 || view.getUint16(offset + 6, true) !== 0) {
      return { wholeLength: offset, ending: 'damaged' };
    }
    const start = offset + RECORD_HEADER_LENGTH;
    const next = start + paddedTo8(length);
    if (next > bytes.length) {
      return { wholeLength: offset, ending: 'cut' };
    }
    const more = visit({ type: view.getUint8(offset + 4), payload: bytes.subarray(start, start + length) });
    offset = next;
    if (!more) {
      break;
    }
  }
  return { wholeLength: offset, ending: offset === bytes.length ? 'whole' : 'cut' };
}

export function paddedTo8(length: number): number {
  return Math.ceil(length / 8) * 8;
}
