/** Where the boxes of a flame graph are. */
import assert from 'node:assert/strict';
import { callTree, nodeWeights } from '../../../src/core/callTree';
import { flameLayout, type FlameLayout } from '../../../src/core/flameLayout';
import type { Recording } from '../../../src/core/recording';
import { siteWeights } from '../../../src/core/siteWeights';
import { randomRecording } from '../../support/randomRecording';
import { recordingOf } from '../../support/recordingBuilder';

function laidOut(recording: Recording): { layout: FlameLayout; names: string[] } {
  const tree = callTree(recording);
  const layout = flameLayout(tree, nodeWeights(tree, siteWeights(recording, { metric: 'wall', range: null })).total);
  return { layout, names: [...layout.node].map((node) => recording.frames[tree.frame[node]!]!.name) };
}

describe('flameLayout', () => {
  it('puts the heaviest child first and leaves the own weight at the right', () => {
    const { layout, names } = laidOut(recordingOf('a.py:main:1;a.py:light:2 1ms', 'a.py:main:1;a.py:heavy:3 5ms', 'a.py:main:4 2ms'));
    assert.deepEqual(names, ['', 'MainThread', 'main', 'heavy', 'light']);
    assert.deepEqual([...layout.depthStart], [0, 1, 2, 3, 5]);
    assert.deepEqual([...layout.x0.subarray(3)], [0, 5e6]);
    assert.deepEqual([...layout.x1.subarray(2)], [8e6, 5e6, 6e6]);
  });

  it('keeps the order of recording among equals, few or many', () => {
    for (const count of [5, 60]) {
      const stacks = Array.from({ length: count }, (_, at) => `a.py:f${at}:1 1ms`);
      assert.deepEqual(laidOut(recordingOf(...stacks)).names.slice(2), stacks.map((_, at) => `f${at}`));
    }
  });

  it('has no box for what has no weight, and none at all for nothing', () => {
    const recording = recordingOf('a.py:f:1 1kB', 'a.py:g:1 1ms');
    assert.deepEqual(laidOut(recording).names, ['', 'MainThread', 'g']);
    const { layout } = laidOut(recordingOf('a.py:f:1 1kB'));
    assert.deepEqual([layout.length, layout.depth, [...layout.depthStart]], [0, 0, [0]]);
  });

  it('keeps children inside their parents, apart from each other, row by row, for random recordings', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const recording = randomRecording(seed).recording();
      const tree = callTree(recording);
      const { layout } = laidOut(recording);
      const boxOf = new Map([...layout.node].map((node, box) => [node, box]));
      for (let row = 0; row < layout.depth; row++) {
        let right = -1;
        for (let box = layout.depthStart[row]!; box < layout.depthStart[row + 1]!; box++) {
          const node = layout.node[box]!;
          assert.equal(tree.depth[node], row);
          assert.ok(layout.x0[box]! >= right, 'boxes of a row go from left to right');
          right = layout.x1[box]!;
          const above = boxOf.get(tree.parent[node]!)!;
          assert.ok(layout.x0[box]! >= layout.x0[above]! && right <= layout.x1[above]! + 1e-3);
        }
      }
      assert.equal(layout.depthStart[layout.depth], layout.length);
    }
  });
});
