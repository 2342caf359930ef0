/** Heat levels. */
import assert from 'node:assert/strict';
import { heatLevel } from '../../../src/core/heat';

describe('heatLevel', () => {
  it('is 0 below the threshold, and for nothing', () => {
    assert.equal(heatLevel(0.009, 0.01), 0);
    assert.equal(heatLevel(0, 0), 0);
    assert.equal(heatLevel(NaN, 0.01), 0);
  });

  it('begins at 1 on the threshold and reaches 5 for everything', () => {
    assert.equal(heatLevel(0.01, 0.01), 1);
    assert.equal(heatLevel(1, 0.01), 5);
    assert.equal(heatLevel(1.2, 0.01), 5);
  });

  it('never falls as the share grows, and uses every level', () => {
    const levels = Array.from({ length: 1000 }, (_, at) => heatLevel(at / 999, 0.01));
    assert.ok(levels.every((level, at) => at === 0 || level >= levels[at - 1]!));
    assert.deepEqual([...new Set(levels)], [0, 1, 2, 3, 4, 5]);
  });
});
