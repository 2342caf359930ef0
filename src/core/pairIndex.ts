/** Numbers pairs of u32 in order of their first appearance: a hash table over typed arrays, so that a million pairs take milliseconds. */

const EMPTY = 0;

export class PairIndex {
  #first: Uint32Array<ArrayBuffer>;
  #second: Uint32Array<ArrayBuffer>;
  #slots: Uint32Array<ArrayBuffer>;
  #mask: number;
  #length = 0;

  /** @param expected number of pairs to make room for; it grows when there are more */
  constructor(expected = 16) {
    const capacity = slotsFor(expected);
    this.#slots = new Uint32Array(capacity);
    this.#mask = capacity - 1;
    this.#first = new Uint32Array(capacity >>> 1);
    this.#second = new Uint32Array(capacity >>> 1);
  }

  /** How many different pairs there are. */
  get length(): number {
    return this.#length;
  }

  /** The first members of the pairs by index; a copy of the right length. */
  firsts(): Uint32Array<ArrayBuffer> {
    return this.#first.slice(0, this.#length);
  }

  /** The second members of the pairs by index; a copy of the right length. */
  seconds(): Uint32Array<ArrayBuffer> {
    return this.#second.slice(0, this.#length);
  }

  /** The index of the pair, a new one if it was not seen before. */
  intern(first: number, second: number): number {
    let slot = hash(first, second) & this.#mask;
    for (let entry = this.#slots[slot]!; entry !== EMPTY; entry = this.#slots[slot]!) {
      const index = entry - 1;
      if (this.#first[index] === first && this.#second[index] === second) {
        return index;
      }
      slot = (slot + 1) & this.#mask;
    }
    if (this.#length === this.#first.length) {
      this.#grow();
      return this.intern(first, second);
    }
    const index = this.#length++;
    this.#first[index] = first;
    this.#second[index] = second;
    this.#slots[slot] = index + 1;
    return index;
  }

  #grow(): void {
    const capacity = this.#slots.length * 2;
    const firsts = new Uint32Array(capacity >>> 1);
    const seconds = new Uint32Array(capacity >>> 1);
    firsts.set(this.#first);
    seconds.set(this.#second);
    this.#slots = new Uint32Array(capacity);
    this.#mask = capacity - 1;
    for (let index = 0; index < this.#length; index++) {
      let slot = hash(firsts[index]!, seconds[index]!) & this.#mask;
      while (this.#slots[slot] !== EMPTY) {
        slot = (slot + 1) & this.#mask;
      }
      this.#slots[slot] = index + 1;
    }
    this.#first = firsts;
    this.#second = seconds;
  }
}

/** A power of two, at least twice the expected number, so that at most half of the slots are taken. */
function slotsFor(expected: number): number {
  let capacity = 32;
  while (capacity < expected * 2) {
    capacity *= 2;
  }
  return capacity;
}

function hash(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
