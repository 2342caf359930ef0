/** Checks of the columns that data records hold: what fails one is left out whole, because its other values may be wrong too. */

/** 31 years in nanoseconds: no run is longer, and every nanosecond below it is told from the next but a few. */
const LATEST_NS = 1e18;

/** A time in nanoseconds since the run's start. A clock may read a moment before the start as slightly negative; readers clamp. */
export function isMoment(value: number): boolean {
  return value >= -1e9 && value <= LATEST_NS;
}

export function allMoments(values: Float64Array): boolean {
  return all(values, isMoment);
}

/** Bytes, blocks, objects: finite and never negative. */
export function allAmounts(values: Float64Array): boolean {
  return all(values, isAmount);
}

/** As allAmounts; NaN says that the value was not measured. */
export function allAmountsOrUnmeasured(values: Float64Array): boolean {
  return all(values, (value) => Number.isNaN(value) || isAmount(value));
}

/** References into a table of that length. */
export function allBelow(values: Uint32Array | Uint8Array, length: number): boolean {
  for (const value of values) {
    if (value >= length) {
      return false;
    }
  }
  return true;
}

/** As allBelow; `absent` is allowed. */
export function allBelowOr(values: Uint32Array, length: number, absent: number): boolean {
  for (const value of values) {
    if (value >= length && value !== absent) {
      return false;
    }
  }
  return true;
}

function isAmount(value: number): boolean {
  return value >= 0 && value < Infinity;
}

function all(values: Float64Array, holds: (value: number) => boolean): boolean {
  for (const value of values) {
    if (!holds(value)) {
      return false;
    }
  }
  return true;
}
