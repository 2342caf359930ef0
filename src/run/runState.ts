/**
 * The states of one run, and what leads from one to the next.
 *
 * | state    | started  | connected | stopRequested | ended    | failed |
 * |----------|----------|-----------|---------------|----------|--------|
 * | idle     | starting |           |               |          | failed |
 * | starting |          | running   | stopping      | finished | failed |
 * | running  |          |           | stopping      | finished | failed |
 * | stopping |          |           |               | finished | failed |
 * | finished |          |           |               |          |        |
 * | failed   |          |           |               |          |        |
 *
 * An empty cell: the event changes nothing. `ended` means that the program has ended and its recording is whole on disk.
 */
import type { EmberlineError } from '../core/errors';
import type { ProcessEnd } from './childProcess';

export interface Progress {
  /** ns since the run's start, on the program's clock. */
  readonly elapsedNs: number;
  readonly samples: number;
}

export type RunState =
  | { readonly name: 'idle' }
  | { readonly name: 'starting' }
  | { readonly name: 'running'; readonly progress: Progress }
  | { readonly name: 'stopping'; readonly progress: Progress }
  | { readonly name: 'finished'; readonly recording: string; readonly end: ProcessEnd }
  | { readonly name: 'failed'; readonly error: EmberlineError };

export type RunEvent =
  | { readonly name: 'started' }
  | { readonly name: 'connected' }
  | { readonly name: 'progressed'; readonly progress: Progress }
  | { readonly name: 'stopRequested' }
  | { readonly name: 'ended'; readonly recording: string; readonly end: ProcessEnd }
  | { readonly name: 'failed'; readonly error: EmberlineError };

const NO_PROGRESS: Progress = { elapsedNs: 0, samples: 0 };

/** The state after an event; the same object when the event changes nothing. */
export function nextRunState(state: RunState, event: RunEvent): RunState {
  if (state.name === 'finished' || state.name === 'failed') return state;
  switch (event.name) {
    case 'started':
      return state.name === 'idle' ? { name: 'starting' } : state;
    case 'connected':
      return state.name === 'starting' ? { name: 'running', progress: NO_PROGRESS } : state;
    case 'progressed':
      return state.name === 'running' || state.name === 'stopping' ? { name: state.name, progress: event.progress } : state;
    case 'stopRequested':
      if (state.name === 'starting') return { name: 'stopping', progress: NO_PROGRESS };
      return state.name === 'running' ? { name: 'stopping', progress: state.progress } : state;
    case 'ended':
      return state.name === 'idle' ? state : { name: 'finished', recording: event.recording, end: event.end };
    case 'failed':
      return { name: 'failed', error: event.error };
  }
}
