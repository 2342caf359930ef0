/** Speedscope's format, checked against what its documentation asks for. */
import assert from 'node:assert/strict';
import { speedscopeFile } from '../../../../src/core/exports/speedscope';
import { randomRecording } from '../../../support/randomRecording';
import { recordingOf } from '../../../support/recordingBuilder';

describe('speedscopeFile', () => {
  it('has a profile for each thread, in time order, neighbours merged', () => {
    const file = speedscopeFile(recordingOf('a.py:f@1:3 5us', 'a.py:f@1:4 1us', 'a.py:g@6:7 2us', 'a.py:f@1:3 1us', 'b.py:w@1:1 9us @worker'));
    const [main, worker] = file.profiles;
    const named = main?.samples.map((stack) => stack.map((frame) => file.shared.frames[frame]?.name).join(' '));
    assert.deepEqual(named, ['MainThread f', 'MainThread g', 'MainThread f']);
    assert.deepEqual(main?.weights, [6000, 2000, 1000]);
    assert.deepEqual([main?.name, main?.unit, main?.endValue, worker?.name], ['MainThread', 'nanoseconds', 9000, 'worker']);
  });

  it('keeps the rules of the format, for random recordings', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const file = speedscopeFile(randomRecording(seed).recording());
      assert.equal(file.$schema, 'https://www.speedscope.app/file-format-schema.json');
      assert.ok(file.profiles.length >= 3 && file.activeProfileIndex < file.profiles.length);
      for (const { type, samples, weights, startValue, endValue, unit } of file.profiles) {
        assert.equal(type, 'sampled');
        assert.ok(['bytes', 'nanoseconds', 'none'].includes(unit));
        assert.equal(samples.length, weights.length);
        assert.ok(samples.every((stack) => stack.length > 0 && stack.every((frame) => frame < file.shared.frames.length)));
        assert.equal(endValue - startValue, weights.reduce((sum, weight) => sum + weight, 0));
      }
      assert.ok(file.shared.frames.every(({ name, line }) => name !== '' && (line === undefined || line >= 1)));
      assert.deepEqual(JSON.parse(JSON.stringify(file)), file);
    }
  });
});
