/** What series of values allow to say: medians, outliers, intervals, directions, verdicts in words. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compareRounds, directionOf, isSettled, type Round } from '../../../../src/core/measure/comparison';
import { bootstrapInterval, median, outliers, quantile } from '../../../../src/core/measure/statistics';
import { type ProcessValues, relativeError, summarise } from '../../../../src/core/measure/timing';
import { isOffered, type TrialFacts, verdictOf } from '../../../../src/core/measure/trial';
import { formatRelative, formatUncertainty } from '../../../../src/core/weight';
import { Random } from '../../../support/random';

function process(values: readonly number[], other: Partial<ProcessValues> = {}): ProcessValues {
  return { values, warmups: [], loops: 10, cpuShares: values.map(() => 1), peakBytes: null, collections: null, ...other };
}

/** Rounds whose sides spread evenly by a share around their middle. */
function rounds(before: number, after: number, spread: number, count = 8): Round[] {
  const random = new Random(7);
  const near = (middle: number): number => middle * (1 + spread * (random.next() - 0.5));
  return Array.from({ length: count }, () => ({ before: [near(before), near(before)], after: [near(after), near(after)] }));
}

const FACTS: TrialFacts = {
  mode: 'function', subject: 'f', rounds: 8, time: null, peak: null, collections: null, allocations: null, difference: null, warnings: [],
};
const peakOf = (before: number, after: number) => ({ before, after, ratio: after / before, interval: { low: NaN, high: NaN } });

describe('statistics', () => {
  it('takes quantiles between neighbours', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.equal(quantile([1, 2, 3, 4, 5], 0.25), 2);
    assert.ok(Number.isNaN(median([])));
  });

  it('names what lies outside the fences, and how far', () => {
    assert.deepEqual(outliers([10, 11, 12, 13, 14, 15, 16, 17, 24, 100]), { mild: [24], severe: [100] });
    assert.deepEqual(outliers([5, 5, 5]), { mild: [], severe: [] });
  });

  it('covers the true middle about as often as it says, and gives the same answer twice', () => {
    const random = new Random(1);
    let covered = 0;
    for (let trial = 0; trial < 50; trial++) {
      const groups = Array.from({ length: 12 }, () => Array.from({ length: 3 }, () => 100 + (random.next() + random.next() - 1) * 20));
      const { low, high } = bootstrapInterval(groups, (drawn) => median(drawn.flat()));
      if (low <= 100 && 100 <= high) covered++;
    }
    assert.ok(covered >= 42, `${covered} of 50`);
    const groups = [[1], [2], [3]];
    const once = bootstrapInterval(groups, (drawn) => median(drawn.flat()));
    assert.deepEqual(bootstrapInterval(groups, (drawn) => median(drawn.flat())), once);
  });
});

describe('a timing', () => {
  it('joins processes and tells how sure the median is', () => {
    const timing = summarise([process([100, 102, 101]), process([99, 100, 103]), process([101, 100, 98])], 0);
    assert.equal(timing.medianNs, 100);
    assert.deepEqual([timing.processes, timing.values, timing.loops], [3, 9, 10]);
    assert.ok((relativeError(timing) ?? 1) < 0.03);
    assert.deepEqual(timing.warnings, []);
  });

  it('has no interval with one process, and no peak that nobody measured', () => {
    const timing = summarise([process([1, 2])], null);
    assert.deepEqual([relativeError(timing), timing.peakBytes, timing.collections], [null, null, null]);
    assert.equal(summarise([process([1], { peakBytes: 5 }), process([1])], null).peakBytes, 5);
  });

  it('says what was restless about the system', () => {
    const restless = summarise([process([100, 150, 90, 200], { cpuShares: [0.5, 0.6, 0.5, 0.5] }), process([100, 101, 99, 5000])], 3);
    const said = restless.warnings.join(' ');
    for (const words of ['a processor for', '3.0 programs', 'middle half', 'far outside']) assert.ok(said.includes(words), `${words}: ${said}`);
  });
});

describe('a comparison', () => {
  it('finds a change that is there', () => {
    const found = compareRounds(rounds(100, 50, 0.05));
    assert.equal(directionOf(found), 'less');
    assert.ok(Math.abs(found.ratio - 0.5) < 0.05);
    assert.ok(isSettled(found));
    assert.equal(directionOf(compareRounds(rounds(100, 130, 0.05))), 'more');
  });

  it('finds none where there is none, and admits when it cannot know', () => {
    assert.equal(directionOf(compareRounds(rounds(100, 100, 0.01))), 'same');
    assert.equal(directionOf(compareRounds(rounds(100, 100, 1, 4))), 'unknown');
    assert.equal(directionOf(compareRounds([{ before: [100], after: [50] }])), 'unknown');
  });
});

describe('a verdict', () => {
  it('is a gain with its interval, in time or in memory', () => {
    const faster = verdictOf({ ...FACTS, time: compareRounds(rounds(4e6, 1e6, 0.02)) });
    assert.equal(faster.kind, 'gain');
    assert.match(faster.sentence, /^A gain: [34]\.\dx faster \(95 %: .*\), 4 ms → 1 ms\.$|faster/u);
    const leaner = verdictOf({ ...FACTS, time: compareRounds(rounds(100, 100, 0.01)), peak: peakOf(412e6, 1e6) });
    assert.equal(leaner.kind, 'gain');
    assert.match(leaner.sentence, /the same time.*peak 412x less, 412 MB → 1 MB/u);
    assert.ok(isOffered(faster) && isOffered(leaner));
  });

  it('tells both sides of a trade', () => {
    const trade = verdictOf({ ...FACTS, time: compareRounds(rounds(100, 120, 0.01)), peak: peakOf(405e3, 1e3) });
    assert.equal(trade.kind, 'trade');
    assert.match(trade.sentence, /slower.*less/u);
    assert.ok(isOffered(trade));
  });

  it('offers nothing where nothing is gained, nothing is sure, or the result is another', () => {
    const none = verdictOf({ ...FACTS, time: compareRounds(rounds(100, 101, 0.01)), peak: peakOf(5000, 4800) });
    assert.match(none.sentence, /^No gain, not offered/u);
    const unclear = verdictOf({ ...FACTS, time: compareRounds(rounds(100, 95, 1, 4)) });
    assert.match(unclear.sentence, /No gain could be shown/u);
    const different = verdictOf({ ...FACTS, difference: 'call 1 returns 2, before 1', time: compareRounds(rounds(100, 10, 0.01)) });
    assert.equal(different.sentence, 'The result is not the same: call 1 returns 2, before 1.');
    assert.ok(![none, unclear, different].some(isOffered));
  });
});

describe('ratios in words', () => {
  it('says small changes in percent and large ones as a factor', () => {
    assert.deepEqual([0.25, 0.9, 1, 1.12, 3, 0, NaN].map((ratio) => formatRelative(ratio, 'faster', 'slower')), [
      '4.0x faster', '10 % faster', 'the same', '12 % slower', '3.0x slower', 'all faster', '–',
    ]);
    assert.equal(formatUncertainty(0.024), '± 2 %');
  });
});
