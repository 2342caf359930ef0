/** Whether a function that was called again and again leaves something behind each time: a verdict with its uncertainty. */
import type { LeakCheck, LeakRound } from '../objectFacts';

/**
 * grows: each call leaves something, beyond doubt; settles: the first rounds left something and the later ones did not (a cache that
 * filled up); steady: nothing that can be told from noise; unknown: too few calls to say.
 */
export type LeakOutcome = 'grows' | 'settles' | 'steady' | 'unknown';

/** Per call. */
export interface Growth {
  readonly mean: number;
  /** Half of the 95 % confidence interval; null with a single round. */
  readonly error: number | null;
}

export interface LeakVerdict {
  readonly outcome: LeakOutcome;
  readonly calls: number;
  /** null: bytes were not measured. */
  readonly bytes: Growth | null;
  readonly objects: Growth;
  readonly blocks: Growth;
}

/** Fewer rounds say nothing about the spread. */
const LEAST_ROUNDS = 3;
/** Of the rounds that a leak must show in: one that shows now and then is a cache or a resized table. */
const MOST_ROUNDS = 0.75;
/** Growth per call below this is the interpreter's own: bytes, objects, blocks. */
const NOISE = { bytes: 1, objects: 0.05, blocks: 0.05 } as const;

export function leakVerdict({ rounds }: LeakCheck): LeakVerdict {
  const sound = rounds.filter(({ calls }) => calls > 0);
  const traced = sound.flatMap((round) => (round.bytes === null ? [] : [round.bytes / round.calls]));
  const bytes = traced.length === sound.length && sound.length > 0 ? traced : null;
  const objects = sound.map((round) => round.objects / round.calls);
  const blocks = sound.map((round) => round.blocks / round.calls);
  // Bytes see everything that objects and blocks do; without them either of the two may show it.
  const series = bytes === null ? [[objects, NOISE.objects] as const, [blocks, NOISE.blocks] as const] : [[bytes, NOISE.bytes] as const];
  return {
    outcome: outcomeOf(sound, series),
    calls: sound.reduce((sum, { calls }) => sum + calls, 0),
    bytes: bytes === null ? null : growth(bytes),
    objects: growth(objects),
    blocks: growth(blocks),
  };
}

type Series = readonly [values: readonly number[], noise: number];

function outcomeOf(rounds: readonly LeakRound[], series: readonly Series[]): LeakOutcome {
  if (rounds.length < LEAST_ROUNDS) {
    return 'unknown';
  }
  if (series.some(([values, noise]) => growsSurely(laterHalf(values), noise))) {
    return 'grows';
  }
  return series.some(([values, noise]) => growsSurely(earlierHalf(values), noise)) ? 'settles' : 'steady';
}

function growsSurely(values: readonly number[], noise: number): boolean {
  const { mean, error } = growth(values);
  const rising = values.filter((value) => value > noise).length;
  return mean > noise && mean - (error ?? 0) > 0 && rising >= MOST_ROUNDS * values.length;
}

function laterHalf(values: readonly number[]): readonly number[] {
  return values.slice(Math.floor(values.length / 2));
}

function earlierHalf(values: readonly number[]): readonly number[] {
  return values.slice(0, Math.ceil(values.length / 2));
}

/** Mean with the half of its 95 % confidence interval by Student's t. */
export function growth(values: readonly number[]): Growth {
  const count = values.length;
  const mean = count === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) {
    return { mean, error: null };
  }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { mean, error: studentT(count - 1) * Math.sqrt(variance / count) };
}

/** Two-sided 95 % quantiles by degrees of freedom from 1 on. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131];

function studentT(freedom: number): number {
  // Beyond the table the quantile falls as 1.96 + 2.4 / freedom, to three digits.
  return T[freedom - 1] ?? 1.96 + 2.4 / freedom;
}
