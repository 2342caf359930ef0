/** A recording whose program died gets its end; one that has its end is left alone. */
import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { RECORDS } from '../../../src/protocol/recordTable';
import { finishRecording } from '../../../src/run/finishRecording';
import { HEADER, json, samples } from './streams';

const KILLED = { exitCode: null, signal: 9 };

describe('finishRecording', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'emberline-finish-'));
    file = path.join(folder, 'run.ember');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const whole = Buffer.concat([HEADER, json('head', { startedAtMs: 1000 }), samples(1, 1)]);

  it('appends an end that says how long it ran and what killed it', async () => {
    writeFileSync(file, whole);
    assert.equal(await finishRecording(file, KILLED, 4200), 'appended');
    const appended = readFileSync(file).subarray(whole.length);
    const length = appended.readUInt32LE(0);
    assert.equal(appended.readUInt8(4), RECORDS.end.type);
    assert.equal(appended.length % 8, 0);
    const end = JSON.parse(appended.toString('utf8', 8, 8 + length)) as Record<string, unknown>;
    assert.deepEqual([end['reason'], end['signal'], end['exitCode'], end['durationNs'], end['samples']], ['killed', 9, null, 3.2e9, 2]);
  });

  it('drops a record that was being written, so that the end can be read', async () => {
    for (let cut = 1; cut < samples(1, 1).length; cut += 1) {
      writeFileSync(file, whole.subarray(0, whole.length - cut));
      assert.equal(await finishRecording(file, KILLED, 4200), 'appended');
      const kept = whole.length - samples(1, 1).length;
      assert.equal(readFileSync(file).readUInt8(kept + 4), RECORDS.end.type);
    }
  });

  it('leaves a whole recording as it is', async () => {
    const finished = Buffer.concat([whole, json('end', { reason: 'finished' })]);
    writeFileSync(file, finished);
    assert.equal(await finishRecording(file, KILLED, 4200), 'whole');
    assert.deepEqual(readFileSync(file), finished);
  });

  it('appends what the shim said over the connection when it could not write its file', async () => {
    writeFileSync(file, whole);
    const said = [json('notice', { code: 'recording-broken', message: 'No space left.' }), json('end', { reason: 'finished' })];
    const records = said.map((bytes) => ({ type: bytes.readUInt8(4), payload: bytes.subarray(8, 8 + bytes.readUInt32LE(0)) }));
    assert.equal(await finishRecording(file, { exitCode: 0, signal: null }, 4200, records), 'appended');
    assert.deepEqual(readFileSync(file), Buffer.concat([whole, ...said]));
  });

  it('does not make a recording out of nothing', async () => {
    assert.equal(await finishRecording(file, KILLED, 4200), 'none');
    for (const content of ['', 'EMB', 'something else altogether', HEADER]) {
      writeFileSync(file, content);
      assert.equal(await finishRecording(file, KILLED, 4200), 'none');
      assert.deepEqual(readFileSync(file), Buffer.from(content));
    }
  });
});
