/** Records of frees and of followed lines: what was written is read, what is damaged is left out. */
import assert from 'node:assert/strict';
import { NONE } from '../../../src/core/ids';
import { RecordingBuilder } from '../../support/recordingBuilder';

const MAKE = 'a.py:make:1';
const DROP = 'a.py:drop:5';

describe('releases and lineMemory records', () => {
  it('reads who freed what', () => {
    const { releases, sites } = new RecordingBuilder()
      .rows('releases', { at: 10 }, (ids) => {
        const made = ids.site(MAKE);
        return { bytes: [64, 8], blocks: [2, 1], node: [made, made], by: [ids.site(DROP), NONE] };
      })
      .end()
      .recording();
    assert.deepEqual([[...releases.at], [...releases.bytes], [...releases.blocks]], [[10, 10], [64, 8], [2, 1]]);
    assert.equal(sites.line[releases.site[0]!], 1);
    assert.equal(sites.line[releases.by[0]!], 5);
    assert.equal(releases.by[1], NONE);
  });

  it('takes the last totals of a line, with what was not measured as null', () => {
    const builder = new RecordingBuilder();
    for (const [runs, heap] of [[1, 50], [3, -70]] as const) {
      const what = { runs: [runs], heap: [heap], heapMost: [900], rss: [NaN], rssMost: [NaN] };
      builder.rows('lineMemory', {}, ({ site }) => ({ ...what, node: [site(MAKE)] }));
    }
    const [line, ...more] = builder.end().recording().lineMemory;
    assert.equal(more.length, 0);
    assert.deepEqual([line?.runs, line?.heap, line?.heapMost, line?.rss, line?.rssMost], [3, -70, 900, null, null]);
  });

  it('leaves out what makes no sense and says so', () => {
    const { releases, lineMemory, meta } = new RecordingBuilder()
      .rows('releases', { at: 10 }, () => ({ bytes: [-1], blocks: [1], node: [0], by: [NONE] }))
      .rows('lineMemory', {}, () => ({ runs: [1], heap: [Infinity], heapMost: [1], rss: [1], rssMost: [1], node: [0] }))
      .end()
      .recording();
    assert.deepEqual([releases.length, lineMemory.length, meta.notices.length], [0, 0, 2]);
  });
});
