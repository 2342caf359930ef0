/** From points to boxes, and from box to box. */
import assert from 'node:assert/strict';
import { callTree, nodeWeights } from '../../../../src/core/callTree';
import { flameLayout } from '../../../../src/core/flameLayout';
import { siteWeights } from '../../../../src/core/siteWeights';
import { boxAt, boxOfNode, neighbor, NONE_BOX, rowOfBox } from '../../../../src/webview/flame/flameHit';
import { recordingOf } from '../../../support/recordingBuilder';

const recording = recordingOf(
  'a.py:main:1;a.py:load:2 60ms',
  'a.py:main:1;a.py:load:2;a.py:read:9 20ms',
  'a.py:main:1;a.py:save:3 20ms',
  'a.py:idle:5 0ms',
);
const tree = callTree(recording);
const { total } = nodeWeights(tree, siteWeights(recording, { metric: 'wall', range: null }));
const layout = flameLayout(tree, total);
const geometry = { layout, viewport: { from: 0, to: 100e6, top: 0 }, width: 1000, rowHeight: 20 };

function nameAt(x: number, y: number): string | null {
  const box = boxAt(geometry, { x, y });
  return box === null ? null : (recording.frames[tree.frame[layout.node[box]!]!]?.name ?? null);
}

function named(name: string): number {
  const node = tree.frame.findIndex((frame) => recording.frames[frame]?.name === name);
  return boxOfNode(layout, tree.length)[node]!;
}

describe('boxAt', () => {
  it('finds the box under a point, row by row', () => {
    assert.equal(nameAt(500, 30), 'MainThread');
    assert.equal(nameAt(100, 70), 'load');
    assert.equal(nameAt(900, 70), 'save');
    assert.equal(nameAt(100, 90), 'read');
  });

  it('finds nothing beside, below, or where only self weight is', () => {
    assert.equal(nameAt(700, 90), null);
    assert.equal(nameAt(10, 110), null);
    assert.equal(boxAt(geometry, { x: -1, y: 10 }), null);
    assert.equal(boxAt(geometry, { x: 10, y: -1 }), null);
  });

  it('follows the zoom and the scrolled rows', () => {
    const zoomed = { ...geometry, viewport: { from: 80e6, to: 100e6, top: 60 } };
    const box = boxAt(zoomed, { x: 10, y: 5 })!;
    assert.equal(recording.frames[tree.frame[layout.node[box]!]!]?.name, 'save');
  });
});

describe('boxOfNode', () => {
  it('marks nodes without weight', () => {
    assert.equal(named('idle'), NONE_BOX);
    assert.notEqual(named('load'), NONE_BOX);
  });
});

describe('neighbor', () => {
  it('walks to the parent, the widest child and the sides, and stays at the edges', () => {
    assert.equal(neighbor(layout, named('load'), 'parent'), named('main'));
    assert.equal(neighbor(layout, named('main'), 'child'), named('load'));
    assert.equal(neighbor(layout, named('load'), 'next'), named('save'));
    assert.equal(neighbor(layout, named('save'), 'next'), named('save'));
    assert.equal(neighbor(layout, named('save'), 'child'), named('save'));
    assert.equal(neighbor(layout, 0, 'parent'), 0);
  });
});

describe('rowOfBox', () => {
  it('is the depth of the box’s node', () => {
    for (let box = 0; box < layout.length; box += 1) {
      assert.equal(rowOfBox(layout, box), tree.depth[layout.node[box]!]);
    }
  });
});
