/** Finds the lines that two versions of a text share, in order: what carries a measured line over to an edited file. */

/** A line as it is compared: blanks at its end change nothing that runs. */
export function lineKey(line: string): string {
  return line.trimEnd();
}

/**
 * Pairs lines of `before` with equal lines of `after`, both in rising order (patience: lines that occur once on both
 * sides are the anchors, and equal neighbours extend them).
 *
 * @returns for each line of `after` the index of its line in `before`, or -1
 */
export function alignLines(before: readonly string[], after: readonly string[]): Int32Array {
  const keysBefore = before.map(lineKey);
  const keysAfter = after.map(lineKey);
  const match = new Int32Array(after.length).fill(-1);
  const work: Block[] = [{ b0: 0, b1: before.length, a0: 0, a1: after.length }];
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    const middle = matchEnds(block, keysBefore, keysAfter, match);
    if (middle.b0 === middle.b1 || middle.a0 === middle.a1) {
      continue;
    }
    const anchors = risingPairs(uniquePairs(middle, keysBefore, keysAfter));
    if (anchors.length === 0) {
      continue;
    }
    let { b0, a0 } = middle;
    for (const [b, a] of anchors) {
      match[a] = b;
      work.push({ b0, b1: b, a0, a1: a });
      b0 = b + 1;
      a0 = a + 1;
    }
    work.push({ b0, b1: middle.b1, a0, a1: middle.a1 });
  }
  return match;
}

/** Half-open spans of both sides that are still to be compared. */
interface Block {
  readonly b0: number;
  readonly b1: number;
  readonly a0: number;
  readonly a1: number;
}

type Pair = readonly [before: number, after: number];

/** Matches equal lines at both ends of a block and returns what is left between. */
function matchEnds(block: Block, before: readonly string[], after: readonly string[], match: Int32Array): Block {
  let { b0, b1, a0, a1 } = block;
  while (b0 < b1 && a0 < a1 && before[b0] === after[a0]) {
    match[a0++] = b0++;
  }
  while (b0 < b1 && a0 < a1 && before[b1 - 1] === after[a1 - 1]) {
    match[--a1] = --b1;
  }
  return { b0, b1, a0, a1 };
}

/** Lines that occur exactly once on each side, in the order of `after`. */
function uniquePairs(block: Block, before: readonly string[], after: readonly string[]): Pair[] {
  const places = new Map<string, { count: number; before: number; inAfter: number }>();
  for (let b = block.b0; b < block.b1; b++) {
    const place = places.get(before[b] ?? '');
    if (place) {
      place.count++;
    } else {
      places.set(before[b] ?? '', { count: 1, before: b, inAfter: 0 });
    }
  }
  for (let a = block.a0; a < block.a1; a++) {
    const place = places.get(after[a] ?? '');
    if (place) {
      place.inAfter++;
    }
  }
  const pairs: Pair[] = [];
  for (let a = block.a0; a < block.a1; a++) {
    const place = places.get(after[a] ?? '');
    if (place?.count === 1 && place.inAfter === 1) {
      pairs.push([place.before, a]);
    }
  }
  return pairs;
}

/** The longest run of pairs whose lines rise on both sides. */
function risingPairs(pairs: readonly Pair[]): Pair[] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([before], index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[0] ?? 0) < before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  });
  const rising: Pair[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair) {
      rising.push(pair);
    }
  }
  return rising.reverse();
}
