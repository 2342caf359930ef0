/** The reader: what the writer wrote, and what it says about what it had to leave out. */
import assert from 'node:assert/strict';
import { NONE } from '../../../src/core/ids';
import { EmberlineError } from '../../../src/core/errors';
import type { Recording } from '../../../src/core/recording';
import { readRecording } from '../../../src/protocol/readRecording';
import { RecordWriter } from '../../../src/protocol/recordWriter';
import { HEAD, RecordingBuilder } from '../../support/recordingBuilder';

const MAIN = '/p/main.py:main@1:3';
const LOAD = `${MAIN};/p/io.py:load@5:9:4-11`;

function small(): RecordingBuilder {
  return new RecordingBuilder({ metrics: ['wall', 'cpu', 'allocated', 'held'], memory: { method: 'native', intervalBytes: 1 } })
    .sample(MAIN, 1000, { cpu: 900 })
    .sample(LOAD, 2000, { state: 'native' })
    .sample(MAIN, 500, { thread: 'worker', state: 'idle' })
    .allocations(2000, { [LOAD]: { allocated: 64, allocations: 2, freed: 16, frees: 1 } })
    .peak(1500, { [LOAD]: 48 })
    .memory(1000, { rss: 5e6 })
    .collection(1200, 30, { generation: 2, collected: 7, stack: LOAD })
    .object('cache', { file: '/p/main.py', line: 2, born: 100 })
    .reference(0, 100, 1, { event: 'birth' })
    .reference(0, 900, 2, { stack: MAIN })
    .reference(0, 2500, 0, { event: 'death' })
    .notice('gil', 'Something to know.')
    .end({ exitCode: 3, lost: 1 });
}

describe('readRecording', () => {
  const recording = small().recording();

  it('reads the head and the end into meta', () => {
    const { meta } = recording;
    assert.equal(meta.runId, HEAD.runId);
    assert.equal(meta.completeness, 'complete');
    assert.deepEqual([meta.exitCode, meta.signal, meta.sampleCount, meta.lostCount, meta.durationNs], [3, null, 3, 1, 3000]);
    assert.deepEqual(meta.notices, [{ code: 'gil', message: 'Something to know.' }]);
  });

  it('reads frames and sites with lines and columns', () => {
    const load = recording.frames.find(({ name }) => name === 'load');
    assert.ok(load !== undefined && load.file !== null);
    assert.equal(recording.files[load.file]?.path, '/p/io.py');
    assert.equal(load.line, 5);
    const site = recording.sites.frame.indexOf(load.id);
    assert.deepEqual([recording.sites.line[site], recording.sites.column[site], recording.sites.endColumn[site]], [9, 4, 11]);
    assert.equal(recording.frames[recording.sites.frame[recording.sites.parent[site]!]!]?.name, 'main');
  });

  it('reads samples by thread, absent CPU time as NaN', () => {
    const [main, worker] = recording.samples;
    assert.deepEqual([...main!.at], [1000, 3000]);
    assert.deepEqual([...main!.wall], [1000, 2000]);
    assert.deepEqual([...main!.cpu], [900, NaN]);
    assert.deepEqual([...worker!.wall], [500]);
    assert.equal(recording.threads[1]?.name, 'worker');
  });

  it('reads memory, collections and reference counts', () => {
    assert.deepEqual([...recording.allocations.freed], [16]);
    assert.equal(recording.peak?.total, 48);
    assert.deepEqual([recording.memory.rss[0], recording.memory.heap[0]], [5e6, NaN]);
    assert.deepEqual([recording.collections[0]?.generation, recording.collections[0]?.collected], [2, 7]);
    assert.equal(recording.collections[0]?.candidates, null);
    const [cache] = recording.objects;
    assert.deepEqual([cache?.died, cache?.born, cache?.points.map(({ count }) => count)], [2500, 100, [1, 2, 0]]);
    assert.equal(cache?.points[0]?.site, null);
  });

  it('reads bytes that do not start at a multiple of eight', () => {
    const bytes = small().bytes();
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    assert.deepEqual(readRecording(shifted.subarray(3)), recording);
  });

  for (const [reason, completeness] of [
    ['stopped', 'stopped'],
    ['killed', 'killed'],
    ['exited', 'complete'],
    ['replaced', 'complete'],
  ] as const) {
    it(`calls a run that was ${reason} ${completeness}`, () => {
      assert.equal(new RecordingBuilder().sample(MAIN, 1).end({ reason }).recording().meta.completeness, completeness);
    });
  }

  it('calls a run without an end truncated, and takes its length from what was recorded', () => {
    const { meta } = new RecordingBuilder().sample(MAIN, 7000).recording();
    assert.deepEqual([meta.completeness, meta.durationNs, meta.exitCode], ['truncated', 7000, null]);
  });

  it('skips records of a type that it does not know', () => {
    const bytes = small().bytes();
    const extra = new Uint8Array(16);
    extra.set([8, 0, 0, 0, 99]);
    assert.deepEqual(readRecording(inserted(bytes, afterHead(bytes), extra)), recording);
  });
});

describe('readRecording refuses', () => {
  const code = (bytes: Uint8Array): string => {
    try {
      readRecording(bytes);
      return 'opened';
    } catch (error) {
      return error instanceof EmberlineError ? error.code : String(error);
    }
  };
  const whole = small().bytes();

  it('nothing at all', () => assert.equal(code(new Uint8Array()), 'recording-empty'));
  it('a preamble alone', () => assert.equal(code(whole.slice(0, 8)), 'recording-empty'));
  it('other files', () => assert.equal(code(new TextEncoder().encode('print("hello, world")')), 'recording-foreign'));
  it('a newer format', () => assert.equal(code(Uint8Array.from(whole, (byte, at) => (at === 6 ? 2 : byte))), 'recording-newer'));
  it('a head that is not JSON', () => assert.equal(code(Uint8Array.from(whole, (byte, at) => (at === 16 ? 0x5b : byte))), 'recording-damaged'));
  it('a stream that does not begin with a head', () => assert.equal(code(new RecordWriter().strings(['a']).bytes()), 'recording-damaged'));
});

describe('readRecording leaves out', () => {
  const base = (): RecordWriter =>
    new RecordWriter()
      .json('head', HEAD)
      .strings(['', 'main'])
      .columns('frames', {}, { name: [0, 1], file: [NONE, NONE], line: [NONE, 1], kind: [0, 4] })
      .columns(
        'nodes',
        {},
        { parent: [NONE, 0], frame: [0, 1], line: [NONE, 3], endLine: [NONE, NONE], column: [NONE, NONE], endColumn: [NONE, NONE] },
      )
      .columns('threads', {}, { at: [0], ident: [1], thread: [0], name: [1], node: [0], event: [0] });
  const codes = ({ meta }: Recording): string[] => meta.notices.map((notice) => notice.code);
  const samples = (writer: RecordWriter, thread: number, node: number): RecordWriter =>
    writer.columns('samples', { thread, base: 0 }, { delta: [5], node: [node], wall: [5], cpu: [NONE], state: [0] });

  it('samples of places that are not there, and keeps the others', () => {
    const recording = readRecording(samples(samples(base(), 0, 7), 0, 1).bytes());
    assert.deepEqual(codes(recording), ['record-dropped']);
    assert.deepEqual([...recording.samples[0]!.site], [1]);
  });

  it('samples of a thread that is not there', () => {
    assert.deepEqual(codes(readRecording(samples(base(), 3, 1).bytes())), ['record-dropped']);
  });

  it('amounts that are no amounts', () => {
    for (const allocated of [NaN, -1, Infinity]) {
      const bytes = base()
        .columns('allocations', { at: 1 }, { allocated: [allocated], allocations: [1], freed: [0], frees: [0], node: [1] })
        .bytes();
      const recording = readRecording(bytes);
      assert.deepEqual([codes(recording), recording.allocations.length], [['record-dropped'], 0]);
    }
  });

  it('counts of an object that is not there', () => {
    const bytes = base().columns('references', {}, { at: [1], count: [1], object: [0], node: [NONE], event: [0] }).bytes();
    assert.deepEqual(codes(readRecording(bytes)), ['record-dropped']);
  });

  it('nothing of a table, so that ids keep their meaning: what is missing is unknown', () => {
    const bytes = base()
      .columns('frames', {}, { name: [99, 1], file: [NONE, NONE], line: [1, 1], kind: [4, 4] })
      .bytes();
    const recording = readRecording(bytes);
    assert.deepEqual(codes(recording), ['row-repaired']);
    assert.deepEqual(recording.frames.map(({ name }) => name).slice(2), ['(unknown)', 'main']);
  });

  it('hangs a place without a parent below the root', () => {
    const bytes = base()
      .columns('nodes', {}, { parent: [9], frame: [1], line: [4], endLine: [NONE], column: [NONE], endColumn: [NONE] })
      .bytes();
    const recording = readRecording(bytes);
    assert.deepEqual([codes(recording), recording.sites.parent[2]], [['row-repaired'], 0]);
  });

  it('everything after a table that cannot be read, since later ids would point elsewhere', () => {
    const bytes = base().strings(['lost']).bytes();
    const damaged = bytes.slice();
    // The row count of the last strings record: header of 8 bytes, 4 + 4 of rows, 8 of ends, 8 of text.
    new DataView(damaged.buffer).setUint32(bytes.length - 24, 50, true);
    const recording = readRecording(damaged);
    assert.deepEqual(codes(recording), ['recording-damaged', 'record-dropped']);
    assert.equal(recording.frames.length, 2);
  });

  it('a clock that goes back: time stands still', () => {
    const bytes = base()
      .columns('samples', { thread: 0, base: 100 }, { delta: [5], node: [1], wall: [5], cpu: [NONE], state: [0] })
      .columns('samples', { thread: 0, base: 50 }, { delta: [5, 100], node: [1, 1], wall: [5, 5], cpu: [NONE, NONE], state: [0, 99] })
      .bytes();
    const [rows] = readRecording(bytes).samples;
    assert.deepEqual([...rows!.at], [105, 105, 155]);
    assert.equal(rows!.state[2], 5);
  });
});

function afterHead(bytes: Uint8Array): number {
  const length = new DataView(bytes.buffer).getUint32(8, true);
  return 16 + Math.ceil(length / 8) * 8;
}

function inserted(bytes: Uint8Array, at: number, extra: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, at), ...extra, ...bytes.subarray(at)]);
}
