/** Callers and callees of one function. */
import assert from 'node:assert/strict';
import { callees, callers, type FunctionTree } from '../../../src/core/callers';
import { callTree, nodeWeights } from '../../../src/core/callTree';
import { functionTable } from '../../../src/core/functionTable';
import type { Recording } from '../../../src/core/recording';
import { siteWeights } from '../../../src/core/siteWeights';
import { randomRecording } from '../../support/randomRecording';
import { recordingOf } from '../../support/recordingBuilder';

const ALL = { metric: 'wall', range: null } as const;

function of(recording: Recording, name: string, half: typeof callers): FunctionTree {
  const tree = callTree(recording);
  const frame = recording.frames.findIndex((candidate) => candidate.name === name);
  return half(tree, nodeWeights(tree, siteWeights(recording, ALL)), frame);
}

/** Paths of names from the function on, with their totals. */
function paths(recording: Recording, { tree, total }: FunctionTree): Record<string, number> {
  const path: string[] = [];
  return Object.fromEntries(
    Array.from(tree.frame, (frame, node) => {
      const name = recording.frames[frame]!.name;
      path[node] = node === 0 ? name : `${path[tree.parent[node]!]!} ${name}`;
      return [path[node], total[node]!];
    }),
  );
}

describe('callers', () => {
  const recording = recordingOf('a.py:main:1;a.py:a:2;a.py:leaf:9 5ms', 'a.py:main:1;a.py:b:3;a.py:leaf:9 3ms', 'a.py:main:1;a.py:leaf:8 1ms');

  it('grow from the function to the thread', () => {
    assert.deepEqual(paths(recording, of(recording, 'leaf', callers)), {
      leaf: 9e6,
      'leaf a': 5e6,
      'leaf a main': 5e6,
      'leaf a main MainThread': 5e6,
      'leaf b': 3e6,
      'leaf b main': 3e6,
      'leaf b main MainThread': 3e6,
      'leaf main': 1e6,
      'leaf main MainThread': 1e6,
    });
  });

  it('follow the outermost calls of a recursive function', () => {
    const walk = recordingOf('a.py:main:1;a.py:walk:2;a.py:walk:2;a.py:walk:3 4ms');
    assert.deepEqual(paths(walk, of(walk, 'walk', callers)), { walk: 4e6, 'walk main': 4e6, 'walk main MainThread': 4e6 });
  });
});

describe('callees', () => {
  it('merge what the function called from everywhere', () => {
    const recording = recordingOf('a.py:x:1;a.py:f:5;a.py:g:7 5ms', 'a.py:y:1;a.py:f:6;a.py:g:8 3ms', 'a.py:y:1;a.py:f:6 1ms', 'a.py:g:7 2ms');
    assert.deepEqual(paths(recording, of(recording, 'f', callees)), { f: 9e6, 'f g': 8e6 });
  });
});

describe('both halves of a sandwich', () => {
  it('have the total that the table has, for random recordings', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const recording = randomRecording(seed).recording();
      const tree = callTree(recording);
      const weights = nodeWeights(tree, siteWeights(recording, ALL));
      for (const { frame, total } of functionTable(recording, ALL)) {
        for (const half of [callers, callees]) {
          const sandwich = half(tree, weights, frame.id);
          assert.ok(Math.abs(sandwich.total[0]! - total) < 1e-6 * total, `${half.name} of ${frame.name}`);
        }
      }
    }
  });
});
