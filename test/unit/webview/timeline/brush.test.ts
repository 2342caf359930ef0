/** Dragging a time range. */
import assert from 'node:assert/strict';
import { beginDrag, draggedRange } from '../../../../src/webview/timeline/brush';

const WHOLE = { from: 0, to: 100 };

describe('a drag', () => {
  it('makes a range in either direction, inside the run', () => {
    assert.deepEqual(draggedRange(beginDrag(20, null, 2), 50, WHOLE), { from: 20, to: 50 });
    assert.deepEqual(draggedRange(beginDrag(50, null, 2), -10, WHOLE), { from: 0, to: 50 });
    assert.equal(draggedRange(beginDrag(50, null, 2), 50, WHOLE), null);
  });

  it('moves an edge when it begins on one', () => {
    const range = { from: 20, to: 60 };
    assert.deepEqual(draggedRange(beginDrag(21, range, 2), 10, WHOLE), { from: 10, to: 60 });
    assert.deepEqual(draggedRange(beginDrag(59, range, 2), 90, WHOLE), { from: 20, to: 90 });
    assert.equal(beginDrag(40, range, 2).grip, 'new');
  });
});
