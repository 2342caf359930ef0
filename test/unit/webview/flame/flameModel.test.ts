/** Paths, and bringing boxes into view. */
import assert from 'node:assert/strict';
import { Derived } from '../../../../src/webview/app/derived';
import { restored, viewState } from '../../../../src/webview/app/persistence';
import { EMPTY_STATE, type PanelState } from '../../../../src/webview/app/store';
import { nodeOfPath, pathOf, reveal, type FlameContent } from '../../../../src/webview/flame/flameModel';
import type { NodeId } from '../../../../src/core/ids';
import { recordingOf } from '../../../support/recordingBuilder';

const data = new Derived(recordingOf('a.py:main:1;a.py:load:2 60ms', 'a.py:main:1;a.py:save:3;a.py:dump:4 40ms'));
const selection = { metric: 'wall', range: null } as const;
const { weights, layout, boxOf } = data.picture(selection);
const named = (name: string): number => data.tree.frame.findIndex((frame) => data.labels[frame] === name);
const content: FlameContent = {
  ...{ tree: data.tree, layout, total: weights.total, boxOf, slot: data.boxSlots(selection, false), heat: false },
  ...{ labels: data.labels, matches: null, whole: weights.total[0]! },
};

describe('pathOf and nodeOfPath', () => {
  it('lead there and back', () => {
    const path = pathOf(data.tree, named('dump')).map((node) => data.labels[data.tree.frame[node]!]!);
    assert.deepEqual(path, ['MainThread', 'main', 'save', 'dump']);
    assert.equal(nodeOfPath(content, path), named('dump'));
  });

  it('stop where a name is gone', () => {
    assert.equal(nodeOfPath(content, ['MainThread', 'main', 'other', 'dump']), named('main'));
    assert.equal(nodeOfPath(content, []), 0);
  });
});

describe('reveal', () => {
  it('leaves a visible box where it is', () => {
    const viewport = { from: 0, to: 100e6, top: 0 };
    assert.deepEqual(reveal(content, viewport, boxOf[named('load')]!, 20, 400), viewport);
  });

  it('scrolls down to a row and sideways to a box', () => {
    const moved = reveal(content, { from: 0, to: 10e6, top: 0 }, boxOf[named('dump')]!, 20, 60);
    assert.equal(moved.top, 40);
    assert.ok(moved.from < 100e6 && moved.to > 60e6);
  });
});

describe('what survives a reload', () => {
  const state: PanelState = {
    ...EMPTY_STATE,
    ...{ data, view: 'lines', search: 'sa', zoom: named('save') as NodeId, selection: { metric: 'allocated', range: { from: 0, to: 5 } } },
  };

  it('comes back for the same run', () => {
    const back = restored(data, viewState(state));
    assert.deepEqual(back, { view: 'lines', search: 'sa', zoom: named('save'), selection: state.selection });
  });

  it('keeps only the view and the search for another run', () => {
    assert.deepEqual(restored(data, { ...viewState(state), runId: 'other' }), { view: 'lines', search: 'sa' });
    assert.deepEqual(restored(data, null), {});
  });

  it('falls back to a metric that the run has', () => {
    const saved = viewState({ ...state, selection: { metric: 'peak', range: null } });
    assert.equal(restored(data, saved).selection?.metric, 'wall');
  });
});
