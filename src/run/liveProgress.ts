/** Reads the live record stream only as far as a run needs: when it began, how many samples so far, and its last words. */
import { RECORDS } from '../protocol/recordTable';
import { RecordSplitter, type RawRecord } from './recordSplitter';

/** Notices that are kept: a stream that is nothing but notices must not fill our memory. */
const MOST_NOTICES = 100;

/** rows (u32), zero (u32), thread and base in 8-byte slots: then the deltas, one u32 a row. */
const SAMPLE_DELTAS_AT = 24;

export class LiveProgress {
  private readonly splitter = new RecordSplitter();
  private sampleCount = 0;
  private begun = false;
  private notices: RawRecord[] = [];
  private end: RawRecord | null = null;

  push(chunk: Buffer): void {
    for (const record of this.splitter.push(chunk)) this.read(record);
  }

  /** Observations so far; rows of one moment are one observation. */
  get samples(): number {
    return this.sampleCount;
  }

  /** The first record has arrived: the program is about to run. */
  get started(): boolean {
    return this.begun;
  }

  /** The end record has arrived. */
  get ended(): boolean {
    return this.end !== null;
  }

  /** Notices and the end record: what a file that could not be written any further lacks. */
  get lastWords(): readonly RawRecord[] {
    return this.end === null ? [] : [...this.notices, this.end];
  }

  private read(record: RawRecord): void {
    this.begun = true;
    if (record.type === RECORDS.samples.type) this.sampleCount += countObservations(record.payload);
    if (record.type === RECORDS.notice.type && this.notices.length < MOST_NOTICES) this.notices.push(copyOf(record));
    if (record.type === RECORDS.end.type) this.end = copyOf(record);
  }
}

/** The payload is a view of a chunk, which would be kept with it. */
function copyOf({ type, payload }: RawRecord): RawRecord {
  return { type, payload: payload.slice() };
}

function countObservations(payload: Uint8Array): number {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const rows = payload.byteLength < SAMPLE_DELTAS_AT ? 0 : view.getUint32(0, true);
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    const at = SAMPLE_DELTAS_AT + row * 4;
    if (at + 4 > payload.byteLength) break;
    if (row === 0 || view.getUint32(at, true) > 0) count += 1;
  }
  return count;
}
