/** The visible part of a flame graph. */
import assert from 'node:assert/strict';
import { between, clampViewport, zoomAt } from '../../../../src/webview/flame/viewport';

describe('clampViewport', () => {
  it('keeps the span and stays inside', () => {
    assert.deepEqual(clampViewport({ from: -20, to: 30, top: -5 }, 100, 40), { from: 0, to: 50, top: 0 });
    assert.deepEqual(clampViewport({ from: 80, to: 130, top: 90 }, 100, 40), { from: 50, to: 100, top: 40 });
  });

  it('never shows more than everything, nor scrolls what fits', () => {
    assert.deepEqual(clampViewport({ from: -50, to: 250, top: 10 }, 100, -30), { from: 0, to: 100, top: 0 });
  });

  it('stops where doubles run out of digits', () => {
    const { from, to } = clampViewport({ from: 5, to: 5, top: 0 }, 1e9, 0);
    assert.equal(to - from, 1);
  });
});

describe('zoomAt', () => {
  it('keeps the weight under the pointer where it is', () => {
    const zoomed = zoomAt({ from: 0, to: 100, top: 3 }, 4, 0.25);
    assert.equal(zoomed.to - zoomed.from, 25);
    assert.equal(zoomed.from + 25 * 0.25, 25);
    assert.equal(zoomed.top, 3);
  });
});

describe('between', () => {
  const start = { from: 0, to: 1000, top: 0 };
  const end = { from: 400, to: 410, top: 60 };

  it('begins and ends exactly', () => {
    assert.deepEqual(between(start, end, 1), end);
    assert.deepEqual(between(start, end, 0), start);
  });

  it('always contains the goal on the way in', () => {
    for (let step = 0; step <= 20; step += 1) {
      const { from, to } = between(start, end, step / 20);
      assert.ok(from <= end.from + 1e-9 && to >= end.to - 1e-9, `${from} – ${to}`);
    }
  });

  it('moves evenly when the spans are equal', () => {
    assert.deepEqual(between({ from: 0, to: 10, top: 0 }, { from: 20, to: 30, top: 10 }, 0.5), { from: 10, to: 20, top: 5 });
  });
});
