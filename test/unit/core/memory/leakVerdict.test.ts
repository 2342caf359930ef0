/** Verdicts about leaks: what grows, what fills up and stops, what is noise, and what cannot be told. */
import assert from 'node:assert/strict';
import { growth, leakVerdict, type LeakOutcome } from '../../../../src/core/memory/leakVerdict';
import type { LeakCheck, LeakRound } from '../../../../src/core/objectFacts';

const CHECK: LeakCheck = {
  function: 'work', file: null, line: null, warmups: 2, rounds: [], sites: [], kept: [], resurrected: 0, uncollectable: 0, failed: null,
};
const round = (bytes: number | null, objects = 0, blocks = 0): LeakRound => ({ calls: 10, bytes, objects, blocks });

function outcome(rounds: readonly LeakRound[]): LeakOutcome {
  return leakVerdict({ ...CHECK, rounds }).outcome;
}

describe('leakVerdict', () => {
  it('steady growth is a leak, with its size per call', () => {
    const verdict = leakVerdict({ ...CHECK, rounds: [12_000, 12_400, 11_600, 12_100, 11_900, 12_000].map((bytes) => round(bytes)) });
    assert.equal(verdict.outcome, 'grows');
    assert.equal(verdict.bytes?.mean, 1200);
    assert.ok((verdict.bytes?.error ?? 0) > 10 && (verdict.bytes?.error ?? 0) < 40);
    assert.equal(verdict.calls, 60);
  });

  it('nothing is no leak', () => assert.equal(outcome(Array.from({ length: 8 }, () => round(0))), 'steady'));
  it('noise around nothing is no leak', () => assert.equal(outcome([64, -64, 0, 128, -128, 32, -32, 0].map((bytes) => round(bytes))), 'steady'));
  it('one resized table is no leak', () => assert.equal(outcome([0, 0, 0, 0, 0, 73_000, 0, 0].map((bytes) => round(bytes))), 'steady'));
  it('a cache that fills up settles', () => assert.equal(outcome([9000, 9000, 9000, 9000, 0, 0, 0, 0].map((bytes) => round(bytes))), 'settles'));
  it('two rounds say nothing', () => assert.equal(outcome([round(500), round(500)]), 'unknown'));
  it('no rounds say nothing', () => assert.equal(outcome([]), 'unknown'));

  it('objects or blocks show it where bytes were not measured', () => {
    assert.equal(outcome(Array.from({ length: 6 }, () => round(null, 10, 30))), 'grows');
    assert.equal(outcome(Array.from({ length: 6 }, () => round(null, 0, 30))), 'grows');
    assert.equal(outcome(Array.from({ length: 6 }, () => round(null))), 'steady');
    assert.equal(leakVerdict({ ...CHECK, rounds: [round(null, 10)] }).bytes, null);
  });

  it('the error is that of Student', () => {
    const { mean, error } = growth([1, 2, 3]);
    assert.equal(mean, 2);
    assert.ok(Math.abs((error ?? 0) - 4.303 / Math.sqrt(3)) < 1e-9);
    assert.equal(growth([5]).error, null);
    assert.ok(Math.abs((growth(Array.from({ length: 41 }, (_, at) => at % 2)).error ?? 0) - 0.1597) < 0.001);
  });
});
