/** The sentences around the pictures: header, banner, empty views. */
import assert from 'node:assert/strict';
import type { Recording } from '../../../../src/core/recording';
import { bannerLines } from '../../../../src/webview/app/banner';
import { noWeightText } from '../../../../src/webview/app/emptyTexts';
import { runFacts } from '../../../../src/webview/app/header';
import { collectionsIn, collectorSummary } from '../../../../src/webview/views/collectorView';
import { RecordingBuilder } from '../../../support/recordingBuilder';

const ROOT = '/home/user/project';

function built(end: Parameters<RecordingBuilder['end']>[0] | null, file = `${ROOT}/main.py`): Recording {
  const builder = new RecordingBuilder({ workspace: ROOT }).sample(`${file}:main:3`, 2e9);
  return (end === null ? builder : builder.end(end)).recording();
}

describe('runFacts', () => {
  it('tells duration, Python, samples, lost ones and the cost', () => {
    const facts = runFacts(built({ samples: 3187, lost: 3, ownCpuNs: 20e6 })).map(({ text }) => text);
    assert.deepEqual(facts, ['2 s', 'Python 3.12.4', '3,187 samples, 3 lost', 'own cost 1 %']);
  });

  it('never shows an unmeasured cost as nothing', () => {
    assert.equal(runFacts(built({ ownCpuNs: null })).at(-1)?.text, 'own cost not measured');
  });
});

describe('bannerLines', () => {
  const first = (recording: Recording): string | undefined => bannerLines(recording)[0]?.text;

  it('says nothing of a run that ended by itself', () => {
    assert.deepEqual(bannerLines(built({})), []);
  });

  it('says how the others ended', () => {
    assert.equal(first(built({ reason: 'killed', signal: 9, exitCode: null })), 'The program was killed by signal 9 after 2 s; everything up to then is here.');
    assert.match(first(built(null)) ?? '', /^This recording ends in the middle/);
    assert.match(first(built({ reason: 'stopped' })) ?? '', /^The profile was stopped after 2 s/);
  });

  it('says when the time went by in processes that it had started', () => {
    const wait = '/usr/lib/python3.12/subprocess.py:Popen.wait:1264';
    const waiting = new RecordingBuilder({ workspace: ROOT }).sample(`${ROOT}/main.py:main:3;${wait}`, 9e8).sample(`${ROOT}/main.py:main:4`, 1e8).end().recording();
    assert.match(bannerLines(waiting).at(-1)?.text ?? '', /^90 % of the time this program waited for processes that it had started/);
  });

  it('says when there is only library code, and passes on the notices', () => {
    assert.match(first(built({}, '/usr/lib/python3.12/json/decoder.py')) ?? '', /all of this is library code/);
    const noticed = new RecordingBuilder().sample('main.py:main:3', 1e6).notice('x', 'Something to know.').end().recording();
    assert.equal(bannerLines(noticed).at(-1)?.text, 'Something to know.');
  });
});

describe('noWeightText', () => {
  const quick = new RecordingBuilder().end({ durationNs: 40e6, samples: 0 }).recording();

  it('says that a program was killed before anything was written', () => {
    const killed = new RecordingBuilder().end({ durationNs: 90e6, samples: 0, reason: 'killed', signal: 9, exitCode: null }).recording();
    assert.equal(noWeightText(killed, { metric: 'wall', range: null }).title, 'Killed after 90 ms: no samples');
  });

  it('names the cause: too quick, not recorded, nothing in the range', () => {
    assert.equal(noWeightText(quick, { metric: 'wall', range: null }).title, 'Finished in 40 ms: no samples');
    assert.match(noWeightText(quick, { metric: 'held', range: null }).next ?? '', /emberline\.memory/);
    assert.match(noWeightText(quick, { metric: 'wall', range: { from: 0, to: 1e6 } }).next ?? '', /Escape/);
  });
});

describe('collector', () => {
  const recording = new RecordingBuilder()
    .sample('main.py:main:3', 1e9)
    .collection(1e8, 1e7, { collected: 5, stack: 'main.py:main:3' })
    .collection(6e8, 1e7, { collected: 7 })
    .end()
    .recording();

  it('sums up the runs of the range', () => {
    const range = { from: 0.5e9, to: 1e9 };
    const runs = collectionsIn(recording, range, '');
    assert.equal(collectorSummary(runs, range, true), '1 run paused the program for 10 ms, 2 % of this time range, and collected 7 objects');
  });

  it('finds runs by the line that started them', () => {
    assert.equal(collectionsIn(recording, null, 'main\\.py:3').length, 1);
  });
});
