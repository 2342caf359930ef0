/** Steps with their links, holders, sizes, cycles, collector states and leak checks, through the bytes of the stream. */
import assert from 'node:assert/strict';
import type { ObjectId, SiteId } from '../../../src/core/ids';
import type { CycleShape, HolderMoment, LeakCheck, SizeMoment } from '../../../src/core/objectFacts';
import { RecordingBuilder } from '../../support/recordingBuilder';

const HOLDERS: HolderMoment = {
  at: 20,
  reason: 'peak',
  object: 0 as ObjectId,
  name: 'cache',
  typeName: 'dict',
  count: 2,
  paths: [
    {
      text: "app.CACHE['k']",
      root: { kind: 'module', name: 'app', site: null },
      links: [
        { kind: 'global', text: 'CACHE', typeName: 'dict' },
        { kind: 'dictValue', text: "['k']", typeName: 'dict' },
      ],
    },
  ],
  cut: null,
  tookNs: 5,
};

const SIZES: SizeMoment = {
  at: 10,
  reason: 'exit',
  allocatedBlocks: 1000,
  interned: null,
  watched: [{ object: 0 as ObjectId, shallow: 64, deep: 1000, parts: 3, cut: null }],
  largest: [{ typeName: 'list', shallow: 8056, length: 1000, site: null, holder: 'app.rows' }],
  looked: 12,
  cut: 'time',
  tookNs: 7,
};

const CYCLE: CycleShape = {
  shape: 0,
  text: 'Node.parent ⇄ Node.children',
  count: 3,
  objects: 9,
  bytes: 900,
  members: [
    { typeName: 'Node', site: null },
    { typeName: 'list', site: null },
  ],
  links: [
    { from: 0, to: 1, kind: 'attribute', text: '.children', site: null },
    { from: 1, to: 0, kind: 'listElement', text: '[0]', site: null },
  ],
  closing: 1,
  uncollectable: 0,
  resurrected: 0,
  firstAt: 1,
  lastAt: 9,
};

const LEAK: LeakCheck = {
  function: 'work',
  file: '/home/user/project/a.py',
  line: 3,
  warmups: 2,
  rounds: [{ calls: 10, bytes: 1200, objects: 10, blocks: 20 }],
  sites: [],
  kept: [{ typeName: 'list', objects: 10, bytes: 560, site: null, holder: 'a.KEPT' }],
  resurrected: 0,
  uncollectable: 0,
  failed: null,
};

describe('object facts', () => {
  it('steps say how they were seen and which references came and went', () => {
    const gained = { gained: true, kind: 'listElement', text: 'box[0]', times: 1 } as const;
    const lost = { gained: false, kind: 'localName', text: 'alias', times: 2 } as const;
    const [object] = new RecordingBuilder()
      .object('cache')
      .step(0, 1, 1, { event: 'birth', stack: 'a.py:f:1' })
      .step(0, 2, 2, { stack: 'a.py:f:2', links: [gained, lost] })
      .step(0, 3, 5, { source: 'sampled' })
      .step(0, 4, 0, { event: 'death', stack: 'a.py:f:4' })
      .end()
      .recording().objects;
    assert.deepEqual(
      object?.points.map(({ count, source, links }) => ({ count, source, links })),
      [
        { count: 1, source: 'line', links: [] },
        { count: 2, source: 'line', links: [gained, lost] },
        { count: 5, source: 'sampled', links: [] },
        { count: 0, source: 'line', links: [] },
      ],
    );
    assert.equal(object?.died, 4);
  });

  it('rows of references without a line are sampled', () => {
    const [object] = new RecordingBuilder()
      .object('cache')
      .reference(0, 1, 1, { event: 'birth', stack: 'a.py:f:1' })
      .reference(0, 2, 2)
      .end()
      .recording().objects;
    assert.deepEqual(
      object?.points.map(({ source }) => source),
      ['line', 'sampled'],
    );
  });

  it('comes back as it was written', () => {
    const recording = new RecordingBuilder()
      .object('cache')
      .json('holders', HOLDERS)
      .json('holders', { ...HOLDERS, at: 3, reason: 'step' })
      .json('sizes', SIZES)
      .json('cycles', { ...CYCLE, count: 1 })
      .json('cycles', { ...CYCLE, shape: 1, bytes: 5000 })
      .json('cycles', CYCLE)
      .json('leakCheck', LEAK)
      .end()
      .recording();
    assert.deepEqual(recording.holders, [{ ...HOLDERS, at: 3, reason: 'step' }, HOLDERS]);
    assert.deepEqual(recording.sizes, [SIZES]);
    assert.deepEqual(recording.cycles, [{ ...CYCLE, shape: 1, bytes: 5000 }, CYCLE]);
    assert.deepEqual(recording.leakChecks, [LEAK]);
    assert.equal(recording.cycleTotals, null);
    assert.deepEqual(recording.meta.notices, []);
  });

  it('what refers to a site or an object that is not there is left out and told', () => {
    const recording = new RecordingBuilder()
      .object('cache')
      .json('holders', { ...HOLDERS, object: 1 as ObjectId })
      .json('leakCheck', { ...LEAK, sites: [{ site: 99 as SiteId, bytes: 1, blocks: 1 }] })
      .json('cycles', { ...CYCLE, closing: 2 })
      .end()
      .recording();
    assert.deepEqual([recording.holders, recording.leakChecks, recording.cycles], [[], [], []]);
    assert.deepEqual(
      recording.meta.notices.map(({ code }) => code),
      ['record-dropped', 'record-dropped', 'record-dropped'],
    );
  });
});
