/** What the host says becomes state; what the user chooses is told to the host. */
import { EmberlineError } from '../../core/errors';
import { NONE, type NodeId } from '../../core/ids';
import type { Recording } from '../../core/recording';
import type { Selection } from '../../core/selection';
import { readRecording } from '../../protocol/readRecording';
import type { HostToPanel, SourcePlace } from '../../protocol/webview';
import { Derived } from './derived';
import type { Host } from './host';
import { restored, usableMetric, viewState } from './persistence';
import { EMPTY_STATE, ROOT, sameSelection, type PanelState, type Store } from './store';

const SAVE_AFTER_MS = 250;
const TELL_AFTER_MS = 120;

/** Connects a store with the host; call once, then send `ready`. */
export function connect(store: Store, host: Host): void {
  let told: Selection = EMPTY_STATE.selection;
  let saving: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;
  host.onMessage((message) => {
    if (message.type === 'selection/set' || message.type === 'recording/show') {
      told = message.selection;
    }
    receive(store, host, message);
  });
  store.subscribe((state, before) => {
    if (state.data !== null && worthSaving(state, before)) {
      clearTimeout(saving);
      saving = setTimeout(() => host.save(viewState(store.state)), SAVE_AFTER_MS);
    }
    if (state.data !== null && !sameSelection(state.selection, told)) {
      clearTimeout(telling);
      telling = setTimeout(() => {
        told = store.state.selection;
        host.send({ type: 'selection/changed', selection: told });
      }, TELL_AFTER_MS);
    }
  });
}

function worthSaving(state: PanelState, before: PanelState): boolean {
  const kept = ['view', 'search', 'zoom', 'data'] as const;
  return kept.some((key) => state[key] !== before[key]) || !sameSelection(state.selection, before.selection);
}

function receive(store: Store, host: Host, message: HostToPanel): void {
  switch (message.type) {
    case 'recording/show':
      showRecording(store, host, message);
      return;
    case 'recording/failed':
      store.update({ data: null, progress: null, failure: { message: message.message, hint: message.hint } });
      return;
    case 'recording/cleared':
      store.update({ ...EMPTY_STATE, view: store.state.view });
      return;
    case 'run/progress':
      store.update({ progress: { elapsedNs: message.elapsedNs, samples: message.samples, target: message.target } });
      return;
    case 'place/reveal':
      revealPlace(store, message.place, message.view);
      return;
    case 'function/reveal':
      revealFunction(store, message.path, message.name);
      return;
    case 'view/show':
      store.update({ view: message.view });
      return;
    case 'selection/set':
      store.update({ selection: usable(store.state.data, message.selection) });
      return;
  }
}

function showRecording(store: Store, host: Host, message: Extract<HostToPanel, { type: 'recording/show' }>): void {
  try {
    const data = new Derived(readRecording(new Uint8Array(message.bytes)));
    const { view, search } = store.state;
    const selection = usable(data, message.selection);
    const saved = restored(data, host.load());
    store.update({ ...EMPTY_STATE, title: message.title, data, view, search, selection, ...saved });
  } catch (error) {
    if (!(error instanceof EmberlineError)) {
      throw error;
    }
    store.update({ ...EMPTY_STATE, failure: { message: error.message, hint: error.hint } });
  }
}

function usable(data: Derived | null, selection: Selection): Selection {
  return data === null ? selection : { ...selection, metric: usableMetric(data.recording, selection.metric) };
}

/** Chooses the heaviest box that the line takes part in. */
function revealPlace(store: Store, place: SourcePlace, view: 'flame' | 'callers'): void {
  const { data, selection } = store.state;
  if (data === null) {
    return;
  }
  const { sites } = data.recording;
  const frames = framesOfFile(data.recording, place.path);
  const candidates: number[] = [];
  for (let site = 1; site < sites.length; site += 1) {
    if (sites.line[site] === place.line && frames.has(sites.frame[site] ?? NONE)) {
      candidates.push(data.tree.nodeOfSite[site] ?? 0);
    }
  }
  chooseNode(store, heaviest(candidates, data.picture(selection).weights.total), view);
}

function revealFunction(store: Store, path: string, name: string): void {
  const { data, selection } = store.state;
  if (data === null) {
    return;
  }
  const { recording, tree } = data;
  const frames = new Set([...framesOfFile(recording, path)].filter((frame) => recording.frames[frame]?.name === name));
  const candidates: number[] = [];
  for (let node = 1; node < tree.length; node += 1) {
    if (frames.has(tree.frame[node] ?? NONE)) {
      candidates.push(node);
    }
  }
  chooseNode(store, heaviest(candidates, data.picture(selection).weights.total), 'flame');
}

function framesOfFile({ frames, files }: Recording, path: string): Set<number> {
  return new Set(frames.filter(({ file }) => file !== null && files[file]?.path === path).map(({ id }) => id));
}

/** 0 for none: the root is never meant. */
function heaviest(nodes: readonly number[], total: Float64Array): number {
  return nodes.reduce((best, node) => (best === 0 || (total[node] ?? 0) > (total[best] ?? 0) ? node : best), 0);
}

function chooseNode(store: Store, node: number, view: 'flame' | 'callers'): void {
  const { data } = store.state;
  const frame = data?.recording.frames[data.tree.frame[node] ?? 0];
  const chosen = node as NodeId;
  const found = node !== 0 && frame !== undefined;
  store.update(found ? { view, asTable: false, node: chosen, zoom: chosen, frame: frame.id } : { view, zoom: ROOT });
}
