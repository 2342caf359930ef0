/** Gives a recording the end record that the shim could not write: because the program died without a word, or the disk was full. */
import { open, type FileHandle } from 'node:fs/promises';
import { MAGIC, RECORDS } from '../protocol/recordTable';
import type { ProcessEnd } from './childProcess';
import { HEADER_LENGTH, recordLength, type RawRecord } from './recordSplitter';

export type Finish =
  /** The shim wrote its end. */
  | 'whole'
  /** An end record was appended. */
  | 'appended'
  /** There is no recording: the shim never began. */
  | 'none'
  /** The end could not be written (a full disk): the recording opens as truncated. */
  | 'unwritable';

interface Extent {
  /** Byte offset after the last whole record. */
  readonly end: number;
  readonly records: number;
  readonly ended: boolean;
  readonly samples: number;
  /** head.startedAtMs, null when the head is missing. */
  readonly startedAtMs: number | null;
}

/**
 * Looks for the end record and appends one when it is missing.
 * @param nowMs when the program was seen to end, Unix epoch
 * @param lastWords notices and end record as they came over the live connection; empty: the program died without a word
 */
export async function finishRecording(file: string, end: ProcessEnd, nowMs: number, lastWords: readonly RawRecord[] = []): Promise<Finish> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r+');
  } catch {
    return 'none';
  }
  try {
    const extent = await measure(handle);
    if (extent.records === 0) return 'none';
    if (extent.ended) return 'whole';
    const missing = lastWords.length > 0 ? lastWords : [{ type: RECORDS.end.type, payload: endPayload(extent, end, nowMs) }];
    const bytes = Buffer.concat(missing.map(encodeRecord));
    await handle.truncate(extent.end);
    await handle.write(bytes, 0, bytes.length, extent.end);
    return 'appended';
  } catch {
    return 'unwritable';
  } finally {
    await handle.close();
  }
}

function encodeRecord({ type, payload }: RawRecord): Buffer {
  const record = Buffer.alloc(recordLength(payload.length));
  record.writeUInt32LE(payload.length, 0);
  record.writeUInt8(type, 4);
  record.set(payload, 8);
  return record;
}

function endPayload(extent: Extent, end: ProcessEnd, nowMs: number): Buffer {
  const startedAtMs = extent.startedAtMs ?? nowMs;
  return Buffer.from(
    JSON.stringify({
      reason: 'killed',
      exitCode: end.exitCode,
      signal: end.signal,
      durationNs: Math.max(0, nowMs - startedAtMs) * 1e6,
      samples: extent.samples,
      lost: 0,
      ownCpuNs: null,
      peakRss: null,
    }),
  );
}

/** Walks the record headers; only the head's payload is read. */
async function measure(handle: FileHandle): Promise<Extent> {
  const { size } = await handle.stat();
  const header = Buffer.alloc(16);
  const magic = await readExactly(handle, header.subarray(0, HEADER_LENGTH), 0);
  let at = HEADER_LENGTH;
  let [records, ended, samples] = [0, false, 0];
  let startedAtMs: number | null = null;
  if (!magic || header.toString('latin1', 0, MAGIC.length) !== MAGIC) return { end: 0, records, ended, samples, startedAtMs };
  while (at + 8 <= size && !ended) {
    await readExactly(handle, header, at);
    const length = header.readUInt32LE(0);
    const type = header.readUInt8(4);
    if (at + recordLength(length) > size) break;
    if (type === RECORDS.head.type) startedAtMs = await readStart(handle, at + 8, length);
    if (type === RECORDS.samples.type && length >= 4) samples += header.readUInt32LE(8);
    ended = type === RECORDS.end.type;
    records += 1;
    at += recordLength(length);
  }
  return { end: at, records, ended, samples, startedAtMs };
}

async function readStart(handle: FileHandle, at: number, length: number): Promise<number | null> {
  const payload = Buffer.alloc(length);
  if (!(await readExactly(handle, payload, at))) return null;
  const head: unknown = JSON.parse(payload.toString('utf8'));
  const value = typeof head === 'object' && head !== null && 'startedAtMs' in head ? head.startedAtMs : null;
  return typeof value === 'number' ? value : null;
}

async function readExactly(handle: FileHandle, into: Buffer, at: number): Promise<boolean> {
  const { bytesRead } = await handle.read(into, 0, into.length, at);
  return bytesRead === into.length;
}
