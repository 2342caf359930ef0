/** Before against after: the ratio of two series that were measured in turn, with its interval and what may be said of it. */
import { bootstrapInterval, type Interval, median } from './statistics';

/** One round: values of both, measured one right after the other. */
export interface Round {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export interface Comparison {
  /** Medians, in the metric's unit. */
  readonly before: number;
  readonly after: number;
  /** after / before. */
  readonly ratio: number;
  /** 95 % interval of the ratio; NaN with a single round. */
  readonly interval: Interval;
}

export type Direction = 'less' | 'more' | 'same' | 'unknown';

/** A change smaller than this is nobody's gain, however sure. */
export const LEAST_CHANGE = 0.01;
/** An interval that reaches no further than this from 1 means: the same. */
const SAME = 0.03;

export function compareRounds(rounds: readonly Round[]): Comparison {
  const middle = (drawn: readonly Round[], side: 'before' | 'after'): number => median(drawn.flatMap((round) => round[side]));
  const [before, after] = [middle(rounds, 'before'), middle(rounds, 'after')];
  return {
    before,
    after,
    ratio: after / before,
    interval: bootstrapInterval(rounds, (drawn) => middle(drawn, 'after') / middle(drawn, 'before')),
  };
}

/** What the interval allows to say. `unknown`: it is too wide for any answer. */
export function directionOf({ interval }: Comparison): Direction {
  if (interval.high < 1 - LEAST_CHANGE) return 'less';
  if (interval.low > 1 + LEAST_CHANGE) return 'more';
  return interval.low > 1 - SAME && interval.high < 1 + SAME ? 'same' : 'unknown';
}

/** Whether more rounds could still change what is said. */
export function isSettled(comparison: Comparison): boolean {
  const direction = directionOf(comparison);
  const { low, high } = comparison.interval;
  return direction === 'same' || (direction !== 'unknown' && (high - low) / comparison.ratio < 0.2);
}
