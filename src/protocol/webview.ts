/** Messages between the extension host and the panel (webview). The panel speaks first: `ready`. */
import type { Selection } from '../core/selection';

export type ViewId = 'flame' | 'callers' | 'lines' | 'references' | 'collector';

/** What the panel keeps over a reload, with setState. */
export interface ViewState {
  readonly view: ViewId;
  readonly selection: Selection;
  readonly search: string;
  /** Path of the zoomed frame from the root, as frame names; empty: everything. */
  readonly zoom: readonly string[];
  /** The recording it belongs to. */
  readonly runId: string | null;
}

/** One place in the source, as the recording names it. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
}

export type HostToPanel =
  /** The bytes of an .ember file; the panel reads them with the same reader as the host. */
  | { readonly type: 'recording/show'; readonly title: string; readonly bytes: ArrayBuffer; readonly selection: Selection }
  | { readonly type: 'recording/failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'recording/cleared' }
  | { readonly type: 'run/progress'; readonly elapsedNs: number; readonly samples: number; readonly target: string }
  /** Show a place in the flame graph, or its callers. */
  | { readonly type: 'place/reveal'; readonly place: SourcePlace; readonly view: 'flame' | 'callers' }
  /** Zoom to a function of a file by its qualified name. */
  | { readonly type: 'function/reveal'; readonly path: string; readonly name: string }
  | { readonly type: 'view/show'; readonly view: ViewId }
  /** The status bar's metric picker and the panel's are one. */
  | { readonly type: 'selection/set'; readonly selection: Selection };

export type PanelToHost =
  | { readonly type: 'ready'; readonly restored: ViewState | null }
  /** The editor's heat follows. */
  | { readonly type: 'selection/changed'; readonly selection: Selection }
  | { readonly type: 'place/open'; readonly place: SourcePlace; readonly beside: boolean }
  | { readonly type: 'text/copy'; readonly text: string }
  | { readonly type: 'command'; readonly command: 'profileAgain' | 'openRecording' | 'showLog' | 'exportRecording' }
  /** First pixels of a recording are on the screen: used by tests and the benchmark. */
  | { readonly type: 'painted'; readonly runId: string; readonly nodes: number }
  | { readonly type: 'failure'; readonly message: string; readonly stack: string | null };
