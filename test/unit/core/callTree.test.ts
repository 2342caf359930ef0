/** The function-level tree and its weights. */
import assert from 'node:assert/strict';
import { callTree, nodeWeights } from '../../../src/core/callTree';
import { siteWeights } from '../../../src/core/siteWeights';
import { recordingOf } from '../../support/recordingBuilder';

describe('callTree', () => {
  const recording = recordingOf('a.py:main:3;a.py:load:9 5ms', 'a.py:main:4;a.py:load:10 3ms', 'a.py:main:5 2ms', 'b.py:work:1 4ms @worker');
  const tree = callTree(recording);
  const weights = nodeWeights(tree, siteWeights(recording, { metric: 'wall', range: null }));
  const named = (name: string): number => [...tree.frame].findIndex((frame) => recording.frames[frame]?.name === name);

  it('merges the lines of one function below one parent', () => {
    assert.equal(tree.length, 6);
    assert.equal(weights.self[named('load')], 8e6);
    assert.equal(weights.total[named('main')], 10e6);
  });

  it('gives the root the sum of all self weights', () => {
    assert.equal(weights.total[0], 14e6);
    assert.equal(weights.self.reduce((sum, self) => sum + self, 0), 14e6);
  });

  it('puts a parent before its children, one level deeper', () => {
    for (let node = 1; node < tree.length; node++) {
      const parent = tree.parent[node]!;
      assert.ok(parent < node);
      assert.equal(tree.depth[node], tree.depth[parent]! + 1);
    }
  });

  it('is made once per recording', () => {
    assert.equal(callTree(recording), tree);
  });
});
