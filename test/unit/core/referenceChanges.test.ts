/** Which lines changed reference counts. */
import assert from 'node:assert/strict';
import { fileCosts } from '../../../src/core/costs';
import { RecordingBuilder } from '../../support/recordingBuilder';

describe('referenceChanges', () => {
  const recording = new RecordingBuilder()
    .object('cache', { file: 'a.py', line: 1 })
    .object('list', { kind: 'type', typeName: 'list' })
    .reference(0, 1, 2, { event: 'birth', stack: 'a.py:f:1' })
    .reference(0, 2, 3, { stack: 'a.py:f:5' })
    .reference(0, 3, 2, { stack: 'a.py:f:6' })
    .reference(0, 4, 2, { stack: 'a.py:f:7' })
    .reference(0, 5, 4, { stack: 'a.py:f:5;/usr/lib/python3/copy.py:copy:9' })
    .reference(0, 6, 5)
    .reference(1, 1, 10, { event: 'birth' })
    .reference(1, 2, 20, { stack: 'a.py:f:5' })
    .sample('a.py:f:5', 10)
    .end()
    .recording();
  const changes = fileCosts(recording, null).get('a.py')?.references;

  it('tells before, after and how often, on the innermost line of the own code; types and births are no changes', () => {
    assert.deepEqual(changes, [
      { line: 5, name: 'cache', before: 2, after: 4, times: 2 },
      { line: 6, name: 'cache', before: 3, after: 2, times: 1 },
    ]);
  });

  it('looks at a range only', () => {
    assert.deepEqual(fileCosts(recording, { from: 3, to: 4 }).get('a.py')?.references.map(({ line }) => line), [6]);
  });
});
