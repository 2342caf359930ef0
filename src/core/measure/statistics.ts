/** Order statistics and their confidence: medians, quartiles, outliers, bootstrap intervals. No assumption of a normal spread. */

/** A 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Value below which a share of the sorted values lies, between neighbours in proportion. NaN without values. */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return NaN;
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low + (high - low) * (at - below);
}

export function sortedNumbers(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other);
}

export function median(values: readonly number[]): number {
  return quantile(sortedNumbers(values), 0.5);
}

/** Tukey's fences: more than 1.5 times the quartile distance outside the quartiles; severe from 3 times. */
export function outliers(values: readonly number[]): { readonly mild: readonly number[]; readonly severe: readonly number[] } {
  const sorted = sortedNumbers(values);
  const [first, third] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = third - first;
  const beyond = (times: number): number[] => sorted.filter((value) => value < first - times * reach || value > third + times * reach);
  const severe = beyond(3);
  return { mild: beyond(1.5).filter((value) => !severe.includes(value)), severe };
}

const RESAMPLES = 2000;

/**
 * Interval of a statistic over groups (processes, rounds), by drawing whole groups with replacement: values of one process are
 * alike, so a spread between processes counts as much as it should. The same groups give the same interval.
 */
export function bootstrapInterval<Group>(groups: readonly Group[], statistic: (drawn: readonly Group[]) => number): Interval {
  if (groups.length < 2) return { low: NaN, high: NaN };
  const random = new Draws(groups.length);
  const found: number[] = [];
  for (let round = 0; round < RESAMPLES; round++) {
    const drawn = groups.map(() => groups[random.next()]!);
    found.push(statistic(drawn));
  }
  const sorted = sortedNumbers(found.filter(Number.isFinite));
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** Repeatable draws of indices (mulberry32 with a fixed seed). */
class Draws {
  private state = 0x9e3779b9;

  constructor(private readonly limit: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * this.limit);
  }
}
