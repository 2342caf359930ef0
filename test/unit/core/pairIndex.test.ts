/** The numbering of pairs, against a Map. */
import assert from 'node:assert/strict';
import { PairIndex } from '../../../src/core/pairIndex';
import { Random } from '../../support/random';

describe('PairIndex', () => {
  it('numbers pairs in order of their first appearance, whatever they are', () => {
    const random = new Random(3);
    const pairs = new PairIndex(4);
    const expected = new Map<string, number>();
    for (let round = 0; round < 20_000; round++) {
      const [first, second] = [random.pick([0, 1, 0xffffffff, random.below(200)]), random.below(80)];
      const key = `${first},${second}`;
      if (!expected.has(key)) {
        expected.set(key, expected.size);
      }
      assert.equal(pairs.intern(first, second), expected.get(key));
    }
    assert.equal(pairs.length, expected.size);
    assert.deepEqual([...pairs.firsts()].map((first, at) => `${first},${pairs.seconds()[at]}`), [...expected.keys()]);
  });
});
