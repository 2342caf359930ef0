/** Numbers to text: the only place where a measured number becomes something that people read. */
import type { Unit } from './recording';

/** What stands for a value that was not measured. */
export const NOT_MEASURED = '–';

const TIME_STEPS = [
  { size: 1e9, name: 's' },
  { size: 1e6, name: 'ms' },
  { size: 1e3, name: 'µs' },
  { size: 1, name: 'ns' },
] as const;

const BYTE_STEPS = [
  { size: 1e12, name: 'TB' },
  { size: 1e9, name: 'GB' },
  { size: 1e6, name: 'MB' },
  { size: 1e3, name: 'kB' },
  { size: 1, name: 'B' },
] as const;

const MINUTE = 60e9;
const HOUR = 3600e9;
const DIGITS = 3;

type Step = { readonly size: number; readonly name: string };

/** A weight in its metric's unit, such as `1.21 s`, `96 MB`, `3,187`. Bytes are decimal (1 MB = 10^6). NaN: not measured. */
export function formatWeight(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) {
    return NOT_MEASURED;
  }
  switch (unit) {
    case 'nanoseconds':
      return formatDuration(value);
    case 'bytes':
      return formatBytes(value);
    case 'count':
      return formatCount(value);
  }
}

/** A difference in its metric's unit, always with its sign: `+1.21 s`, `-96 MB`, `±0`. */
export function formatChange(change: number, unit: Unit): string {
  const text = formatWeight(change, unit);
  return change > 0 ? `+${text}` : change === 0 ? '±0' : text;
}

/** Nanoseconds as `412 ns`, `1.21 s`, `2 min 05 s`, `1 h 02 min`. */
export function formatDuration(nanoseconds: number): string {
  if (!Number.isFinite(nanoseconds)) {
    return NOT_MEASURED;
  }
  if (nanoseconds < 0) {
    return `-${formatDuration(-nanoseconds)}`;
  }
  if (nanoseconds >= HOUR - MINUTE / 2) {
    const minutes = Math.round(nanoseconds / MINUTE);
    return `${formatCount(Math.floor(minutes / 60))} h ${pad2(minutes % 60)} min`;
  }
  if (nanoseconds >= MINUTE - 0.5e9) {
    const seconds = Math.round(nanoseconds / 1e9);
    return `${Math.floor(seconds / 60)} min ${pad2(seconds % 60)} s`;
  }
  return inSteps(nanoseconds, TIME_STEPS);
}

/** Bytes as `0 B`, `12.4 kB`, `96 MB`; decimal. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) {
    return NOT_MEASURED;
  }
  return bytes < 0 ? `-${formatBytes(-bytes)}` : inSteps(bytes, BYTE_STEPS);
}

/** A share 0..1 as `38 %`; `<1 %` for a little, `0 %` only for nothing, `>99 %` for nearly all. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) {
    return NOT_MEASURED;
  }
  if (share <= 0) {
    return '0 %';
  }
  if (share < 0.01) {
    return '<1 %';
  }
  if (share > 0.99 && share < 1) {
    return '>99 %';
  }
  return `${Math.round(share * 100)} %`;
}

/** A count with thousands separated, such as `3,187`; estimated counts are rounded. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) {
    return NOT_MEASURED;
  }
  const digits = Math.abs(Math.round(count)).toString();
  const grouped = digits.includes('e') ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return count <= -0.5 ? `-${grouped}` : grouped;
}

/** A difference or uncertainty of shares (0..1) in percentage points: `1.3 points`, `12 points`, `<0.1 points`. */
export function formatPoints(share: number): string {
  if (!Number.isFinite(share)) return NOT_MEASURED;
  const points = Math.abs(share) * 100;
  const text = points >= 9.95 ? String(Math.round(points)) : points.toFixed(1);
  return `${points > 0 && text === '0.0' ? '<0.1' : text} points`;
}

/** A ratio such as this run's cost: `1.01x`, `3.7x`, `12x`. */
export function formatFactor(factor: number): string {
  if (!Number.isFinite(factor)) {
    return NOT_MEASURED;
  }
  if (factor < 2) {
    return `${factor.toFixed(2)}x`;
  }
  return `${factor < 10 ? factor.toFixed(1) : Math.round(factor)}x`;
}

/**
 * A ratio after / before in words: `4.0x faster`, `12 % slower`, `the same`.
 * @param less what fewer are called (faster, less) and @param more what more are
 */
export function formatRelative(ratio: number, less: string, more: string): string {
  if (!Number.isFinite(ratio) || ratio <= 0) {
    return ratio === 0 ? `all ${less}` : NOT_MEASURED;
  }
  const factor = Math.max(ratio, 1 / ratio);
  if (factor < 1.005) {
    return 'the same';
  }
  const word = ratio < 1 ? less : more;
  return factor >= 1.5 ? `${formatFactor(factor)} ${word}` : `${formatShare(ratio < 1 ? 1 - ratio : ratio - 1)} ${word}`;
}

/** An uncertainty as a share of the value: `± 2 %`, `± <1 %`. */
export function formatUncertainty(share: number): string {
  return `± ${formatShare(share)}`;
}

/** A moment of the run, counted from its start, such as `0.250 s`: milliseconds always shown, so that moments line up. */
export function formatMoment(nanoseconds: number): string {
  return Number.isFinite(nanoseconds) ? `${(nanoseconds / 1e9).toFixed(3)} s` : NOT_MEASURED;
}

/** The last step is not divided any further: of it there are only whole ones. */
function inSteps(value: number, steps: readonly Step[]): string {
  const smallest = steps.at(-1)?.name ?? '';
  if (value === 0) {
    return `0 ${smallest}`;
  }
  // 999.5 of a unit already reads as 1 of the next one.
  const step = steps.find(({ size }) => size > 1 && value >= size * (1 - 0.0005));
  if (step !== undefined) {
    return `${threeDigits(value / step.size)} ${step.name}`;
  }
  return value < 1 ? `<1 ${smallest}` : `${Math.round(value)} ${smallest}`;
}

/** Three significant digits, without zeros that say nothing: 1.21, 12.4, 96, 380. */
function threeDigits(value: number): string {
  if (value >= 100) {
    return String(Math.round(value));
  }
  const text = value.toPrecision(DIGITS);
  return /^\d+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}

function pad2(value: number): string {
  return String(value).padStart(2, '0');
}
