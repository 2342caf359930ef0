/** pstats files in both directions: what Python writes opens, what we write Python reads, what is neither is refused. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { EmberlineError } from '../../../src/core/errors';
import { callersOf, calleesOf, callsInAll, costOfCounting } from '../../../src/core/exactCalls';
import { callsJson } from '../../../src/core/json/callsJson';
import { readMarshal, writeMarshal } from '../../../src/protocol/marshal';
import { recordingBytes } from '../../../src/protocol/openBytes';
import { readPstats, writePstats } from '../../../src/protocol/pstats';
import { readRecording } from '../../../src/protocol/readRecording';

const PROGRAM = `
import cProfile, sys
def leaf(n): return n + 1
def fact(n): return 1 if n < 2 else n * fact(n - 1)
def work():
    for i in range(100): leaf(i)
    return len(str(fact(10)))
cProfile.run('work()', sys.argv[1])
`;

describe('pstats files', () => {
  let folder: string;
  let bytes: Uint8Array<ArrayBuffer>;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'emberline-pstats-'));
    const file = path.join(folder, 'out.prof');
    execFileSync('python3', ['-c', PROGRAM, file]);
    bytes = new Uint8Array(readFileSync(file));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('open as recordings with counts and callers', () => {
    const { calls, frames, meta } = readRecording(recordingBytes(bytes, 'out.prof', 5));
    assert.ok(calls);
    const named = (name: string) => calls.functions.find(({ frame }) => frames[frame]?.name === name);
    assert.deepEqual([named('leaf')?.calls, named('fact')?.calls, named('fact')?.primitive], [100, 10, 1]);
    const leaf = named('leaf');
    assert.ok(leaf);
    const [caller] = callersOf(calls, leaf.frame);
    assert.deepEqual([frames[caller?.caller ?? -1]?.name, caller?.calls], ['work', 100]);
    assert.ok(calleesOf(calls, caller?.caller ?? leaf.frame).length >= 2);
    assert.deepEqual([meta.target.name, meta.startedAtMs, calls.tracer, costOfCounting(calls)], ['out.prof', 5, 'imported', null]);
    assert.ok(callsInAll(calls) >= 113);
  });

  it('are written so that Python reads the same figures', () => {
    const recording = readRecording(recordingBytes(bytes, 'out.prof', 0));
    assert.ok(recording.calls);
    const file = path.join(folder, 'again.prof');
    writeFileSync(file, writePstats(recording.calls, recording));
    const question = 'import pstats,sys; s=pstats.Stats(sys.argv[1]).stats; print(sorted((k[2], v[0], v[1], sorted((c[2], e[0], e[1]) for c, e in v[4].items())) for k, v in s.items()))';
    const [ours, theirs] = [file, path.join(folder, 'out.prof')].map((each) => execFileSync('python3', ['-c', question, each], { encoding: 'utf8' }));
    assert.equal(ours, theirs);
    assert.deepEqual(readPstats(new Uint8Array(readFileSync(file))).functions.length, recording.calls.functions.length);
  });

  it('have a JSON form with each caller', () => {
    const recording = readRecording(recordingBytes(bytes, 'out.prof', 0));
    assert.ok(recording.calls);
    const json = callsJson(recording.calls, recording);
    const leaf = json.functions.find(({ name }) => name === 'leaf');
    assert.deepEqual([json.format, leaf?.calls, leaf?.callers.map(({ name }) => name)], [1, 100, ['work']]);
  });

  it('are refused in a sentence when they are cut short or hold something else', () => {
    const wrong = [bytes.slice(0, bytes.length / 2), writeMarshal({ pairs: [['key', 1]] }), Uint8Array.of(0x7b, 0x3f)];
    for (const part of wrong) {
      assert.throws(() => recordingBytes(part, 'x.prof', 0), (error) => error instanceof EmberlineError && error.code === 'recording-foreign');
    }
  });

  it('keep every kind of value through marshal', () => {
    const value = { pairs: [[['a', 1, -5], [1.5, 2 ** 40, null, true, 'é', { pairs: [] }]]] } as const;
    assert.deepEqual(readMarshal(writeMarshal(value)), value);
  });
});
