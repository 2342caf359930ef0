/** A call tree as rows that open. */
import assert from 'node:assert/strict';
import { Derived } from '../../../../src/webview/app/derived';
import { TreeRows } from '../../../../src/webview/table/treeRows';
import { recordingOf } from '../../../support/recordingBuilder';

const data = new Derived(recordingOf('a.py:main:1;a.py:load:2 30ms', 'a.py:main:1;a.py:save:3;a.py:dump:4 30ms', 'a.py:main:1;a.py:walk:5 40ms'));
const { total } = data.picture({ metric: 'wall', range: null }).weights;

function shown(rows: TreeRows): string[] {
  return rows.rows().map(({ node, level }) => `${'.'.repeat(level)}${data.labels[data.tree.frame[node]!]}`);
}

describe('TreeRows', () => {
  const rows = new TreeRows();
  rows.setTree(data.tree, total);

  it('opens the way that costs most as long as it is one way', () => {
    assert.deepEqual(shown(rows), ['main.py: all threads', '.MainThread', '..main', '...walk', '...load', '...save']);
  });

  it('opens and closes a row', () => {
    const save = data.tree.frame.findIndex((frame) => data.labels[frame] === 'save');
    rows.toggle(save);
    assert.equal(shown(rows).at(-1), '....dump');
    rows.toggle(save);
    assert.equal(shown(rows).at(-1), '...save');
  });

  it('opens all above a node', () => {
    rows.expandTo(data.tree.frame.findIndex((frame) => data.labels[frame] === 'dump'));
    assert.ok(shown(rows).includes('....dump'));
  });

  it('sorts siblings, not levels', () => {
    const sorted = new TreeRows();
    sorted.setTree(data.tree, total);
    const name = (node: number): string => data.labels[data.tree.frame[node]!]!;
    sorted.sortBy((a, b) => name(a).localeCompare(name(b)));
    assert.deepEqual(shown(sorted), ['main.py: all threads', '.MainThread', '..main', '...load', '...save', '...walk']);
  });

  it('has no row without weight', () => {
    const empty = new TreeRows();
    empty.setTree(data.tree, new Float64Array(data.tree.length));
    assert.deepEqual(empty.rows(), []);
  });
});
