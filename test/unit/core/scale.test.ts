/** A million places and a million samples: nothing recurses, and nothing takes longer than it may. */
import assert from 'node:assert/strict';
import { threadActivity } from '../../../src/core/activity';
import { callers } from '../../../src/core/callers';
import { callTree, nodeWeights, type NodeWeights } from '../../../src/core/callTree';
import { flameLayout } from '../../../src/core/flameLayout';
import { functionTable } from '../../../src/core/functionTable';
import type { Recording } from '../../../src/core/recording';
import { siteWeights } from '../../../src/core/siteWeights';
import { readRecording } from '../../../src/protocol/readRecording';
import { largeRecording } from '../../support/largeRecording';

const ALL = { metric: 'wall', range: null } as const;
/** Other work on the machine must not fail the test: goals are 30 ms for weights and 80 ms for the layout, measured by `npm run bench`. */
const SLACK = 12;

describe('a recording of a million places and a million samples', function () {
  this.timeout(60_000);
  let recording: Recording;
  let weights: NodeWeights;
  before(() => {
    recording = readRecording(largeRecording({ sites: 1_000_000, samples: 1_000_000 }));
    weights = nodeWeights(callTree(recording), siteWeights(recording, ALL));
  });

  const within = (milliseconds: number, work: () => unknown): void => {
    const start = process.cpuUsage().user;
    work();
    const took = (process.cpuUsage().user - start) / 1000;
    assert.ok(took < milliseconds * SLACK, `took ${took} ms of CPU time`);
  };

  it('loses nothing', () => {
    const wall = recording.samples.reduce((sum, rows) => sum + rows.wall.reduce((all, value) => all + value, 0), 0);
    assert.equal(weights.total[0], wall);
    assert.deepEqual(recording.meta.notices, []);
  });

  it('weighs its places', () => within(30, () => siteWeights(recording, ALL)));
  it('lays them out', () => within(80, () => flameLayout(callTree(recording), weights.total)));
  it('tabulates its functions', () => within(150, () => functionTable(recording, ALL)));
  it('finds callers', () => within(50, () => callers(callTree(recording), weights, 100)));
  it('draws its threads', () => within(50, () => threadActivity(recording.samples[0]!, { from: 0, to: recording.meta.durationNs }, 1400)));
});

describe('a stack of 200,000 frames', () => {
  it('is no reason to recurse', () => {
    const recording = readRecording(largeRecording({ sites: 200_000, samples: 10, chain: true }));
    const tree = callTree(recording);
    const weights = nodeWeights(tree, siteWeights(recording, ALL));
    const deepest = Math.max(...recording.samples[0]!.site);
    assert.ok(deepest > 100_000);
    assert.equal(flameLayout(tree, weights.total).depth, deepest + 1);
    assert.ok(functionTable(recording, ALL).every(({ total }) => total <= weights.total[0]!));
  });
});
