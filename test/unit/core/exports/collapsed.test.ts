/** Collapsed stacks. */
import assert from 'node:assert/strict';
import { collapsedStacks } from '../../../../src/core/exports/collapsed';
import { recordingOf, RecordingBuilder } from '../../../support/recordingBuilder';

describe('collapsedStacks', () => {
  it('writes a stack with its own weight on each line', () => {
    const recording = recordingOf('a.py:main@1:3;b.py:load@7:9 5us', 'a.py:main@1:3 2us');
    assert.deepEqual([...collapsedStacks(recording, { metric: 'wall', range: null })].sort(), [
      'MainThread;main (a.py:1) 2000',
      'MainThread;main (a.py:1);load (b.py:7) 5000',
    ]);
  });

  it('lets no name break a stack or a line', () => {
    const recording = new RecordingBuilder().sample('a.py:f:1', 1000, { thread: 'odd; name\nof two lines' }).end().recording();
    assert.deepEqual([...collapsedStacks(recording, { metric: 'wall', range: null })], ['odd  name of two lines;f (a.py) 1000']);
  });
});
