/** Python's marshal format, as far as pstats files use it: dicts, tuples, texts and numbers. */

export type Marshalled = null | boolean | number | string | readonly Marshalled[] | MarshalledDict;
/** Keys may be tuples, so a list of pairs. */
export interface MarshalledDict {
  readonly pairs: readonly (readonly [Marshalled, Marshalled])[];
}

/** The bytes are no marshal data, or hold something that pstats never does. */
export class MarshalError extends Error {}

const REFERENCED = 0x80;
const END = Symbol('end of a dict');

/** @throws MarshalError */
export function readMarshal(bytes: Uint8Array): Marshalled {
  const value = new Reader(bytes).value();
  if (value === END) throw new MarshalError('an end without a beginning');
  return value;
}

class Reader {
  private at = 0;
  private readonly view: DataView;
  private readonly known: (Marshalled | undefined)[] = [];
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true });

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(): Marshalled | typeof END {
    const code = this.u8();
    const type = String.fromCharCode(code & ~REFERENCED);
    if (type === 'r') return this.earlier();
    if (type === '0') return END;
    const slot = (code & REFERENCED) === 0 ? null : this.known.push(undefined) - 1;
    const value = this.content(type);
    if (slot !== null) this.known[slot] = value;
    return value;
  }

  private content(type: string): Marshalled {
    switch (type) {
      case 'N':
        return null;
      case 'T':
      case 'F':
        return type === 'T';
      case 'i':
        return this.i32();
      case 'l':
        return this.long();
      case 'g':
        return this.view.getFloat64(this.skip(8), true);
      case 'f':
        return Number(this.text(this.u8()));
      case 'u':
      case 't':
      case 's':
      case 'a':
      case 'A':
        return this.text(this.i32());
      case 'z':
      case 'Z':
        return this.text(this.u8());
      case ')':
        return this.list(this.u8());
      case '(':
      case '[':
        return this.list(this.i32());
      case '{':
        return this.dict();
      default:
        throw new MarshalError(`what pstats never holds: ${JSON.stringify(type)}`);
    }
  }

  private earlier(): Marshalled {
    const value = this.known[this.i32()];
    if (value === undefined) throw new MarshalError('a reference to what has not come yet');
    return value;
  }

  private list(length: number): Marshalled[] {
    if (length < 0 || length > this.bytes.length) throw new MarshalError('a length beyond the end');
    return Array.from({ length }, () => this.inner());
  }

  private dict(): MarshalledDict {
    const pairs: [Marshalled, Marshalled][] = [];
    for (let key = this.value(); key !== END; key = this.value()) pairs.push([key, this.inner()]);
    return { pairs };
  }

  private inner(): Marshalled {
    const value = this.value();
    if (value === END) throw new MarshalError('an end where a value belongs');
    return value;
  }

  /** Digits of 15 bits; counts beyond 2^53 lose their last digits. */
  private long(): number {
    const digits = this.i32();
    let value = 0;
    for (let digit = 0; digit < Math.abs(digits); digit++) value += this.view.getUint16(this.skip(2), true) * 2 ** (15 * digit);
    return digits < 0 ? -value : value;
  }

  private text(length: number): string {
    const start = this.skip(length);
    try {
      return this.utf8.decode(this.bytes.subarray(start, start + length));
    } catch (cause) {
      throw new MarshalError('text that is not UTF-8', { cause });
    }
  }

  private u8(): number {
    return this.view.getUint8(this.skip(1));
  }

  private i32(): number {
    return this.view.getInt32(this.skip(4), true);
  }

  private skip(length: number): number {
    const start = this.at;
    if (length < 0 || start + length > this.bytes.length) throw new MarshalError('an end in the middle');
    this.at += length;
    return start;
  }
}

/** In a form that every Python reads. */
export function writeMarshal(value: Marshalled): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  write(value, parts);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

function write(value: Marshalled, parts: Uint8Array[]): void {
  if (value === null || typeof value === 'boolean') {
    parts.push(coded(value === null ? 'N' : value ? 'T' : 'F', 0));
  } else if (typeof value === 'string') {
    const text = new TextEncoder().encode(value);
    parts.push(withLength('u', text.length), text);
  } else if (typeof value === 'number') {
    parts.push(number(value));
  } else if ('pairs' in value) {
    parts.push(coded('{', 0));
    for (const [key, inner] of value.pairs) {
      write(key, parts);
      write(inner, parts);
    }
    parts.push(coded('0', 0));
  } else {
    parts.push(withLength('(', value.length));
    for (const inner of value) write(inner, parts);
  }
}

function number(value: number): Uint8Array {
  const isSmall = Number.isInteger(value) && Math.abs(value) < 2 ** 31;
  const bytes = coded(isSmall ? 'i' : 'g', isSmall ? 4 : 8);
  const view = new DataView(bytes.buffer);
  if (isSmall) view.setInt32(1, value, true);
  else view.setFloat64(1, value, true);
  return bytes;
}

function withLength(type: string, length: number): Uint8Array {
  const bytes = coded(type, 4);
  new DataView(bytes.buffer).setInt32(1, length, true);
  return bytes;
}

function coded(type: string, more: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + more);
  bytes[0] = type.charCodeAt(0);
  return bytes;
}
