/** The summary in the terminal. */
import assert from 'node:assert/strict';
import { PLAIN, styleOf } from '../../../../src/cli/text/style';
import { summary } from '../../../../src/cli/text/summary';
import { textWidth } from '../../../../src/cli/text/table';
import type { Recording } from '../../../../src/core/recording';
import { randomRecording } from '../../../support/randomRecording';
import { RecordingBuilder } from '../../../support/recordingBuilder';

const text = (recording: Recording, width = 100): string => summary(recording, { cwd: '/home/user/project', style: PLAIN, width });
const MAIN = '/home/user/project/main.py:main@1:3';

describe('summary', () => {
  it('tells the hottest lines, most allocating lines, references and the collector', () => {
    const recording = new RecordingBuilder({
      metrics: ['wall', 'allocated', 'allocations', 'held'],
      watches: [
        { name: 'cache', file: null, line: null },
        { name: 'gone', file: null, line: null },
      ],
    })
      .sample(MAIN, 1_500_000_000)
      .sample('/home/user/project/lib.py:work@1:9', 500_000_000)
      .allocations(1e9, { [MAIN]: { allocated: 96e6, allocations: 1200, freed: 84e6, frees: 1000 } })
      .collection(1e9, 2e6, { generation: 2, collected: 12_033, stack: MAIN })
      .object('cache', { file: '/home/user/project/main.py', line: 2 })
      .reference(0, 1, 2, { event: 'birth' })
      .reference(0, 5e8, 8)
      .end({ lost: 3, samples: 2000 })
      .recording();
    const said = text(recording);
    assert.match(said, /^main\.py {3}2 s {3}Python 3\.12\.4 {3}2,000 samples, 3 lost {3}native engine\n/);
    assert.match(said, / 75 % {2}1\.50 s +1\.50 s +1 {2}main\.py:3 +main\n/);
    assert.match(said, / 96 MB +1,200 +12 MB +main\.py:3 +main\n/);
    assert.match(said, / cache {2}dict {2}2 → 8 +1 {2}held at exit {2}main\.py:2\n/);
    assert.match(said, /gone was watched, and never seen\./);
    assert.match(said, /1 run, 2 ms of pauses in all \(<1 %\); 12,033 objects collected\./);
    assert.match(said, /1\.000 s +2 ms +2 +12,033 {2}main\.py:3/);
  });

  it('says how a run ended that did not just end', () => {
    const ended = (end: Parameters<RecordingBuilder['end']>[0]): string =>
      text(new RecordingBuilder().sample(MAIN, 3_200_000_000).end(end).recording()).split('\n')[0]!;
    assert.match(ended({ reason: 'killed', signal: 9, exitCode: null }), /killed after 3\.20 s \(SIGKILL\)/);
    assert.match(ended({ reason: 'stopped' }), /stopped after 3\.20 s/);
    assert.match(ended({ exitCode: 3 }), /3\.20 s, exit code 3/);
    assert.match(text(new RecordingBuilder().sample(MAIN, 1e9).recording()), /cut short after 1 s/);
  });

  it('says why there is nothing', () => {
    assert.match(text(new RecordingBuilder().end({ durationNs: 5e6 }).recording()), /ended after 5 ms, before a sample was taken/);
  });

  it('says that memory was not measured, and never shows it as nothing', () => {
    assert.match(text(new RecordingBuilder().sample(MAIN, 1e9).end().recording()), /Memory\n {2}Not measured in this run: add --memory\./);
  });

  it('keeps to the width of the terminal', () => {
    for (const width of [80, 120]) {
      for (let seed = 1; seed <= 5; seed++) {
        const tables = text(randomRecording(seed).recording(), width).split('\n').filter((line) => line.startsWith('  '));
        assert.ok(tables.length > 5);
        assert.deepEqual(tables.filter((line) => textWidth(line) > width), []);
      }
    }
  });
});

describe('styleOf', () => {
  const coloured = (isTTY: boolean, env: NodeJS.ProcessEnv): boolean => styleOf({ isTTY }, env).bold('x') !== 'x';

  it('colours terminals, unless NO_COLOR or a dumb terminal asks not to', () => {
    assert.equal(coloured(true, {}), true);
    assert.equal(coloured(true, { NO_COLOR: '' }), true);
    assert.equal(coloured(true, { NO_COLOR: '1' }), false);
    assert.equal(coloured(true, { TERM: 'dumb' }), false);
    assert.equal(coloured(false, {}), false);
    assert.equal(coloured(false, { FORCE_COLOR: '1' }), true);
    assert.equal(coloured(false, { FORCE_COLOR: '0' }), false);
  });
});
