/** Names the tones of the thread rows, those that occur. */
import { THREAD_STATES, type Recording, type ThreadState } from '../../core/recording';
import { h } from '../app/dom';
import type { Theme } from '../app/theme';
import { STATE_NAMES, stateColor } from './threadTrack';

const ORDER: readonly ThreadState[] = ['python', 'native', 'waitingForGil', 'collecting', 'unknown', 'idle'];
const seen = new WeakMap<Recording, ReadonlySet<ThreadState>>();

export function buildLegend(recording: Recording, theme: Theme): HTMLElement[] {
  const states = statesOf(recording);
  return ORDER.filter((state) => states.has(state)).map((state) => {
    const swatch = h('span', { class: 'swatch', attributes: { 'aria-hidden': 'true' } });
    swatch.style.backgroundColor = stateColor(theme.tracks, state);
    return h('span', { class: 'legend-item' }, swatch, STATE_NAMES[state]);
  });
}

function statesOf(recording: Recording): ReadonlySet<ThreadState> {
  let states = seen.get(recording);
  if (states === undefined) {
    const found = new Set<ThreadState>();
    for (const samples of recording.samples) {
      for (const index of new Set(samples.state)) {
        const state = THREAD_STATES[index];
        if (state !== undefined) {
          found.add(state);
        }
      }
    }
    states = found;
    seen.set(recording, states);
  }
  return states;
}
