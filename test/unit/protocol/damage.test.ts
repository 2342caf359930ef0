/** Whatever happens to a recording's bytes, it opens with what is left, or says in one sentence why it cannot. */
import assert from 'node:assert/strict';
import { callTree, nodeWeights } from '../../../src/core/callTree';
import { fileCosts } from '../../../src/core/costs';
import { EmberlineError } from '../../../src/core/errors';
import { flameLayout } from '../../../src/core/flameLayout';
import type { Recording } from '../../../src/core/recording';
import { siteWeights } from '../../../src/core/siteWeights';
import { readRecording } from '../../../src/protocol/readRecording';
import { Random } from '../../support/random';
import { randomRecording } from '../../support/randomRecording';

/** The recording, or null for one of the sentences; anything else that is thrown fails the test. */
function opened(bytes: Uint8Array): Recording | null {
  try {
    return readRecording(bytes);
  } catch (error) {
    assert.ok(error instanceof EmberlineError, `threw ${String(error)}`);
    assert.match(error.code, /^recording-(empty|foreign|newer|damaged)$/);
    assert.match(error.message, /^[A-Z].*\.$/);
    assert.match(error.hint, /^[A-Z].*\.$/);
    return null;
  }
}

/** What every view does with a recording: nothing of it may throw or run off. */
function derive(recording: Recording): void {
  const tree = callTree(recording);
  for (const metric of recording.meta.metrics) {
    const { total } = nodeWeights(tree, siteWeights(recording, { metric, range: null }));
    flameLayout(tree, total);
    siteWeights(recording, { metric, range: { from: 1e6, to: 5e6 } });
  }
  fileCosts(recording, { from: 1e6, to: 9e6 });
}

function checkReferences({ files, frames, sites, threads, samples, objects }: Recording): void {
  assert.ok(sites.length >= 1);
  for (let site = 1; site < sites.length; site++) {
    assert.ok(sites.parent[site]! < site);
  }
  assert.ok(sites.frame.every((frame) => frame < frames.length));
  assert.ok(frames.every(({ file }) => file === null || file < files.length));
  assert.ok(samples.every(({ site }) => site.every((id) => id < sites.length)));
  assert.ok(threads.every(({ site }) => site < sites.length));
  assert.ok(objects.every(({ file }) => file === null || file < files.length));
}

describe('a damaged recording', () => {
  const whole = randomRecording(1, 60).bytes();

  it('opens as far as it goes wherever it is cut', () => {
    let shortest = Infinity;
    for (let length = 0; length < whole.length; length++) {
      const recording = opened(whole.slice(0, length));
      if (recording === null) {
        assert.equal(shortest, Infinity, `${length} bytes do not open, fewer did`);
        continue;
      }
      shortest = Math.min(shortest, length);
      assert.equal(recording.meta.completeness, 'truncated');
      assert.deepEqual(
        recording.meta.notices.filter(({ code }) => code !== 'example'),
        [],
        `cut at ${length}`,
      );
      checkReferences(recording);
    }
    assert.ok(shortest < whole.length / 4, `the first prefix that opens has ${shortest} of ${whole.length} bytes`);
    assert.equal(opened(whole)?.meta.completeness, 'complete');
  });

  it('never throws anything but the sentences, and never loses a reference, on 6,000 corruptions', function () {
    this.timeout(30_000);
    const random = new Random(20261124);
    let survived = 0;
    for (let round = 0; round < 6000; round++) {
      const bytes = corrupted(whole, random);
      const recording = opened(bytes);
      if (recording !== null) {
        survived++;
        checkReferences(recording);
        if (round % 10 === 0) {
          derive(recording);
        }
      }
    }
    assert.ok(survived > 3000, `only ${survived} of 6,000 opened: the test would prove little`);
  });

  it('never opens random bytes', () => {
    const random = new Random(7);
    for (let round = 0; round < 500; round++) {
      const bytes = Uint8Array.from({ length: random.below(400) }, () => random.below(256));
      assert.equal(opened(bytes), null);
    }
  });

  it('does not believe a row count or a length that the bytes cannot hold', () => {
    const before = process.memoryUsage().arrayBuffers;
    for (let at = 8; at + 4 <= whole.length; at += 8) {
      const bytes = whole.slice();
      new DataView(bytes.buffer).setUint32(at, 0x7fffffff, true);
      opened(bytes);
    }
    assert.ok(process.memoryUsage().arrayBuffers - before < 500e6);
  });
});

const NUMBERS = [0, 1, 0xffffffff, 0x7fffffff, 65536, 8];

/** Flips bits, overwrites numbers, cuts out, repeats or inserts bytes: one to four times. */
function corrupted(whole: Uint8Array, random: Random): Uint8Array {
  let bytes = whole.slice();
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(bytes.length);
    switch (random.below(6)) {
      case 0:
        bytes[at]! ^= 1 << random.below(8);
        break;
      case 1:
        bytes[at] = random.below(256);
        break;
      case 2:
        new DataView(bytes.buffer).setUint32(Math.min(at & ~3, bytes.length - 4), random.pick(NUMBERS), true);
        break;
      case 3:
        new DataView(bytes.buffer).setFloat64(Math.min(at & ~7, bytes.length - 8), random.pick([NaN, Infinity, -1, 1e300, -0, 5]), true);
        break;
      case 4: {
        const length = 8 * random.below(8);
        bytes = joined(bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + length)));
        break;
      }
      default: {
        const length = random.below(64);
        bytes = joined(bytes.subarray(0, Math.min(bytes.length, at + length)), bytes.subarray(at));
      }
    }
    if (bytes.length < 16) {
      break;
    }
  }
  return bytes;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
