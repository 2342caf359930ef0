/** Groups of objects, moments of holders, and the graph of a cycle. */
import assert from 'node:assert/strict';
import type { ObjectId } from '../../../../src/core/ids';
import { cycleGraph } from '../../../../src/core/memory/cycleGraph';
import { countChanges, holderMoments, nearestMoment, objectGroups } from '../../../../src/core/memory/objectGroups';
import type { CycleShape, HolderMoment } from '../../../../src/core/objectFacts';
import { RecordingBuilder } from '../../../support/recordingBuilder';

const moment = (object: number, at: number): HolderMoment => ({
  at, reason: 'step', object: object as ObjectId, name: 'row', typeName: 'list', count: 1, paths: [], cut: null, tookNs: 1,
});

describe('objects of one name', () => {
  const recording = new RecordingBuilder()
    .object('row', { file: 'a.py', line: 3, born: 20 })
    .object('Row', { kind: 'type' })
    .object('row', { file: 'a.py', line: 3, born: 10 })
    .object('row', { file: 'b.py', line: 3 })
    .reference(0, 20, 1, { event: 'birth' })
    .reference(0, 30, 2)
    .reference(0, 31, 2)
    .reference(0, 40, 1)
    .json('holders', moment(0, 30))
    .json('holders', moment(2, 10))
    .json('holders', moment(0, 50))
    .end()
    .recording();

  it('are one group, in order of birth', () => {
    const groups = objectGroups(recording.objects);
    assert.deepEqual(groups.map(({ name, objects }) => [name, objects.map(({ id }) => id as number)]), [['row', [2, 0]], ['Row', [1]], ['row', [3]]]);
  });

  it('have their own moments of holders', () => {
    const moments = holderMoments(recording, recording.objects[0]!);
    assert.deepEqual(moments.map(({ at }) => at), [30, 50]);
    assert.equal(nearestMoment(moments, 39)?.at, 30);
    assert.equal(nearestMoment(moments, 40)?.at, 30);
    assert.equal(nearestMoment(moments, 45)?.at, 50);
    assert.equal(nearestMoment([], 45), null);
  });

  it('counts changes, not points', () => assert.equal(countChanges(recording.objects[0]!), 2));
});

describe('cycleGraph', () => {
  const shape = (members: number, links: readonly (readonly [number, number])[], closing: number | null): CycleShape => ({
    shape: 0, text: '', count: 1, objects: 1, bytes: 1, uncollectable: 0, resurrected: 0, firstAt: 0, lastAt: 0, closing,
    members: Array.from({ length: members }, () => ({ typeName: 'Node', site: null })),
    links: links.map(([from, to]) => ({ from, to, kind: 'attribute' as const, text: '.x', site: null })),
  });

  it('puts two members side by side with links that bend apart', () => {
    const { nodes, edges } = cycleGraph(shape(2, [[0, 1], [1, 0], [0, 1]], 1));
    assert.deepEqual(nodes.map(({ x, y }) => [x, y]), [[0, 0.5], [1, 0.5]]);
    assert.deepEqual(edges.map(({ closing }) => closing), [false, true, false]);
    assert.ok(edges[0]!.bend > 0 && edges[2]!.bend > edges[0]!.bend);
  });

  it('puts one member that holds itself in the middle', () => assert.deepEqual(cycleGraph(shape(1, [[0, 0]], 0)).nodes, [{ member: 0, x: 0.5, y: 0.5 }]));

  it('puts members beside those that they link to', () => {
    const { nodes } = cycleGraph(shape(4, [[0, 2], [2, 1], [1, 3], [3, 0]], 3));
    const distance = (a: number, b: number): number => Math.hypot(nodes[a]!.x - nodes[b]!.x, nodes[a]!.y - nodes[b]!.y);
    assert.ok(distance(0, 2) < distance(0, 1));
    assert.ok(nodes.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1));
  });
});
