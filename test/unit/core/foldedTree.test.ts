/** Direct recursion folds into one node that says how deep it went; everything else stays. */
import assert from 'node:assert/strict';
import { callTree, nodeWeights } from '../../../src/core/callTree';
import { foldRecursion } from '../../../src/core/foldedTree';
import { siteWeights } from '../../../src/core/siteWeights';
import { recordingOf } from '../../support/recordingBuilder';

describe('foldRecursion', () => {
  const recording = recordingOf('a.py:fib@1:2;a.py:fib@1:2;a.py:fib@1:3 4ms', 'a.py:fib@1:2;a.py:fib@1:2;a.py:leaf@9:9 2ms', 'a.py:fib@1:2;a.py:leaf@9:9 1ms');
  const tree = callTree(recording);
  const folded = foldRecursion(tree, nodeWeights(tree, siteWeights(recording, { metric: 'wall', range: null })).self);
  const named = (name: string): number => [...folded.frame].findIndex((frame) => recording.frames[frame]?.name === name);

  it('has one node for a function that calls itself, with all of its own weight', () => {
    assert.equal(folded.levels[named('fib')], 3);
    assert.equal(folded.weights.self[named('fib')], 4e6);
    assert.equal(folded.weights.total[named('fib')], 7e6);
  });

  it('gathers what any level called', () => {
    assert.equal([...folded.frame].filter((frame) => recording.frames[frame]?.name === 'leaf').length, 1);
    assert.equal(folded.weights.total[named('leaf')], 3e6);
    assert.equal(folded.levels[named('leaf')], 1);
  });
});
