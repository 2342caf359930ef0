/** Recordings that the real shim made: they open whole, and say what their program did. See scripts/fixtures.mjs. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileCosts } from '../../../src/core/costs';
import type { Recording } from '../../../src/core/recording';
import { readRecording } from '../../../src/protocol/readRecording';
import { inRepository } from '../../support/paths';

const PROGRAM = '/home/user/project/small.py';

function fixture(name: string): Recording {
  return readRecording(readFileSync(inRepository('test', 'fixtures', 'recordings', `${name}.ember`)));
}

function secondsIn(recording: Recording, name: string): number {
  const functions = fileCosts(recording, null).get(PROGRAM)?.functions ?? [];
  return (functions.find((candidate) => candidate.name === name)?.total.wall ?? 0) / 1e9;
}

describe('recordings of the real shim', () => {
  for (const name of ['small', 'killed']) {
    it(`${name} has nothing that the reader had to leave out or repair`, () => {
      const { meta } = fixture(name);
      assert.deepEqual(
        meta.notices.filter(({ code }) => /^(record|row)-/.test(code)),
        [],
      );
    });
  }

  it('small spent its time spinning, in two threads', () => {
    const recording = fixture('small');
    assert.equal(recording.meta.completeness, 'complete');
    const spun = secondsIn(recording, 'spin');
    assert.ok(spun > 0.28 && spun < 0.5, `spin took ${spun} s of 0.35`);
    const spin = recording.frames.find(({ name }) => name === 'spin')?.id;
    const spinning = recording.samples.filter(({ site }) => site.some((id) => recording.sites.frame[id] === spin));
    assert.equal(spinning.length, 2);
  });

  it('small has memory, the collector and the watched name', () => {
    const { memory, collections, objects, meta } = fixture('small');
    assert.ok(memory.length > 0 && collections.length > 0);
    assert.ok(collections.reduce((sum, { collected }) => sum + collected, 0) >= 4000);
    assert.ok(objects.some(({ name, kind, typeName }) => name === 'cache' && kind === 'watched' && typeName === 'dict'));
    assert.ok(meta.metrics.includes('peak'));
  });

  it('killed was killed, and has what was recorded before', () => {
    const recording = fixture('killed');
    assert.deepEqual([recording.meta.completeness, recording.meta.signal], ['killed', 9]);
    assert.ok(recording.meta.durationNs > 0.5e9);
    assert.ok(secondsIn(recording, 'spin') > 0.1);
  });
});
