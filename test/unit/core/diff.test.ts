/** One run against another: matched by name and file, with what is chance told apart from what is change. */
import assert from 'node:assert/strict';
import { callTree } from '../../../src/core/callTree';
import { functionDiffs, nodeDiff } from '../../../src/core/diff';
import type { Recording } from '../../../src/core/recording';
import { RecordingBuilder } from '../../support/recordingBuilder';

function run(workspace: string, samples: number, stacks: Readonly<Record<string, number>>): Recording {
  const builder = new RecordingBuilder({ workspace });
  for (const [stack, milliseconds] of Object.entries(stacks)) builder.sample(stack.replaceAll('~', workspace), milliseconds * 1e6);
  return builder.end({ samples }).recording();
}

const BEFORE = run('/old', 1000, { '~/a.py:main@1:3': 100, '~/a.py:main@1:4;~/a.py:load@9:10': 600, '~/a.py:main@1:5;~/b.py:gone@2:3': 300 });
const AFTER = run('/new/place', 1000, { '~/a.py:main@3:7': 104, '~/a.py:main@3:8;~/a.py:load@20:21': 200, '~/a.py:main@3:8;~/a.py:load@20:22;~/c.py:born@1:2': 96 });

describe('functionDiffs', () => {
  const diffs = functionDiffs(BEFORE, AFTER, 'wall');
  const of = (name: string): (typeof diffs)[number] | undefined => diffs.find(({ row }) => row.frame.name === name);

  it('matches functions whose lines and folder have changed, the largest change first', () => {
    assert.deepEqual(diffs.map(({ row }) => row.frame.name), ['load', 'gone', 'born', 'main']);
    assert.deepEqual([of('load')?.before, of('load')?.after], [{ self: 600e6, total: 600e6 }, { self: 200e6, total: 296e6 }]);
  });

  it('keeps what did not run in one of them', () => {
    assert.deepEqual([of('gone')?.gone, of('gone')?.after], [true, { self: 0, total: 0 }]);
    assert.deepEqual([of('born')?.gone, of('born')?.before], [false, { self: 0, total: 0 }]);
  });

  it('says of a change that chance would explain that it is none', () => {
    assert.deepEqual(diffs.map(({ certain }) => certain), [true, true, true, false]);
  });
});

describe('nodeDiff', () => {
  it('gives every node of the later run what its call path cost before', () => {
    const diff = nodeDiff(BEFORE, AFTER, 'wall');
    const tree = callTree(AFTER);
    const at = (name: string): number => [...tree.frame].findIndex((frame) => AFTER.frames[frame]?.name === name);
    assert.deepEqual(diff.whole, { before: 1000e6, after: 400e6 });
    assert.deepEqual([diff.before[0], diff.before[at('main')], diff.before[at('load')], diff.before[at('born')]], [1000e6, 1000e6, 600e6, 0]);
    assert.deepEqual([diff.after[0], diff.after[at('main')], diff.after[at('load')]], [400e6, 400e6, 296e6]);
  });

  it('finds no change in a run against itself', () => {
    const diff = nodeDiff(AFTER, AFTER, 'wall');
    assert.deepEqual(diff.before, diff.after);
    assert.ok(functionDiffs(AFTER, AFTER, 'wall').every(({ certain }) => !certain));
  });
});
