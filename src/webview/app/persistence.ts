/** What survives a reload, a hidden panel and a restart: written after changes, matched against the recording when it is shown again. */
import type { Recording } from '../../core/recording';
import type { ViewState } from '../../protocol/webview';
import { nodeOfPath, pathOf } from '../flame/flameModel';
import type { Derived } from './derived';
import { ROOT, type PanelState } from './store';
import type { NodeId } from '../../core/ids';

export function viewState({ data, view, selection, search, zoom }: PanelState): ViewState {
  const path = data === null ? [] : pathOf(data.tree, zoom).map((node) => data.labels[data.tree.frame[node] ?? 0] ?? '');
  return { view, selection, search, zoom: path, runId: data?.recording.meta.runId ?? null };
}

/** The part of the panel's state that a saved one restores; of another run only the view and the search are taken over. */
export function restored(data: Derived, saved: ViewState | null): Partial<PanelState> {
  if (saved === null) {
    return {};
  }
  if (saved.runId !== data.recording.meta.runId) {
    return { view: saved.view, search: saved.search };
  }
  const selection = { metric: usableMetric(data.recording, saved.selection.metric), range: saved.selection.range };
  const { weights } = data.picture(selection);
  const content = { tree: data.tree, labels: data.labels, total: weights.total };
  const zoom = saved.zoom.length === 0 ? ROOT : (nodeOfPath(content, saved.zoom) as NodeId);
  return { view: saved.view, selection, search: saved.search, zoom };
}

/** The metric asked for where the run has it, else the first one it has. */
export function usableMetric({ meta }: Recording, metric: PanelState['selection']['metric']): PanelState['selection']['metric'] {
  return meta.metrics.includes(metric) ? metric : meta.metrics[0] ?? metric;
}
