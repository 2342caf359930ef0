/** The run's state machine against the table in its first comment. */
import * as assert from 'node:assert/strict';
import { EmberlineError } from '../../../src/core/errors';
import { nextRunState, type RunEvent, type RunState } from '../../../src/run/runState';

const error = new EmberlineError('shim-refused', 'It broke.', 'Look at it.');
const progress = { elapsedNs: 5e6, samples: 7 };
const end = { exitCode: 0, signal: null };

const STATES: readonly RunState[] = [
  { name: 'idle' },
  { name: 'starting' },
  { name: 'running', progress },
  { name: 'stopping', progress },
  { name: 'finished', recording: 'a.ember', end },
  { name: 'failed', error },
];
const EVENTS: readonly RunEvent[] = [
  { name: 'started' },
  { name: 'connected' },
  { name: 'stopRequested' },
  { name: 'ended', recording: 'a.ember', end },
  { name: 'failed', error },
];
const TABLE: Readonly<Record<RunState['name'], readonly RunState['name'][]>> = {
  idle: ['starting', 'idle', 'idle', 'idle', 'failed'],
  starting: ['starting', 'running', 'stopping', 'finished', 'failed'],
  running: ['running', 'running', 'stopping', 'finished', 'failed'],
  stopping: ['stopping', 'stopping', 'stopping', 'finished', 'failed'],
  finished: ['finished', 'finished', 'finished', 'finished', 'finished'],
  failed: ['failed', 'failed', 'failed', 'failed', 'failed'],
};

describe('runState', () => {
  for (const state of STATES) {
    it(`follows its table from ${state.name}`, () => {
      assert.deepEqual(
        EVENTS.map((event) => nextRunState(state, event).name),
        TABLE[state.name],
      );
    });
  }

  it('keeps the very same object when nothing changes, so that listeners are not woken', () => {
    const running = STATES[2] as RunState;
    assert.equal(nextRunState(running, { name: 'connected' }), running);
  });

  it('keeps counting while it stops, and not before it runs', () => {
    const more = { name: 'progressed', progress: { elapsedNs: 9e6, samples: 9 } } as const;
    assert.deepEqual(nextRunState({ name: 'stopping', progress }, more), { name: 'stopping', progress: more.progress });
    assert.deepEqual(nextRunState({ name: 'starting' }, more), { name: 'starting' });
  });
});
