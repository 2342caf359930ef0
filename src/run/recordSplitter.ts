/** Cuts a stream of bytes, however it is chunked, into the records of recording files. */

export interface RawRecord {
  readonly type: number;
  readonly payload: Uint8Array;
}

/** Bytes of the file header: magic, major, minor. */
export const HEADER_LENGTH = 8;
const RECORD_HEADER_LENGTH = 8;

/** Length of a whole record from its payload's length. */
export function recordLength(payloadLength: number): number {
  return RECORD_HEADER_LENGTH + Math.ceil(payloadLength / 8) * 8;
}

/** Feed it chunks; it hands out whole records in order, without the file header. */
export class RecordSplitter {
  private pending: Buffer = Buffer.alloc(0);
  private headerSeen = false;

  push(chunk: Buffer): RawRecord[] {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const records: RawRecord[] = [];
    let at = 0;
    if (!this.headerSeen) {
      if (this.pending.length < HEADER_LENGTH) return records;
      this.headerSeen = true;
      at = HEADER_LENGTH;
    }
    while (this.pending.length - at >= RECORD_HEADER_LENGTH) {
      const length = this.pending.readUInt32LE(at);
      const next = at + recordLength(length);
      if (next > this.pending.length) break;
      const start = at + RECORD_HEADER_LENGTH;
      records.push({ type: this.pending.readUInt8(at + 4), payload: this.pending.subarray(start, start + length) });
      at = next;
    }
    this.pending = this.pending.subarray(at);
    return records;
  }
}
