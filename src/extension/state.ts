/** What activate() returns: a look at what the extension shows, for tests. It cannot change anything. */
import * as vscode from 'vscode';
import type { Selection } from '../core/selection';
import type { PlacedLine } from './editor/placement';
import type { PinnedWatch } from './editor/watchList';
import type { Host } from './host';
import type { Said } from './notify';

export interface ExtensionState {
  readonly run: string;
  readonly interpreter: { readonly executable: string; readonly version: string; readonly why: string } | null;
  readonly shown: { readonly file: string; readonly title: string; readonly runId: string; readonly selection: Selection } | null;
  readonly editors: readonly { readonly uri: string; readonly kind: string; readonly lines: readonly PlacedLine[] }[];
  readonly watches: readonly PinnedWatch[];
  readonly status: { readonly progress: string; readonly metric: string };
  readonly said: Said | null;
  readonly panelOpen: boolean;
  /** Run that the panel has drawn. */
  readonly panelPainted: string | null;
  /** Unix epoch, ms: the last run's recording was whole, and decorations were last given to an editor. */
  readonly runEndedAtMs: number | null;
  readonly lastPaintMs: number | null;
}

export interface Api {
  state(): Promise<ExtensionState>;
}

export function describeState(host: Host, extra: Pick<ExtensionState, 'panelPainted' | 'runEndedAtMs'>): ExtensionState {
  const { shown } = host.shown;
  const interpreter = host.runs.interpreter;
  return {
    run: host.runs.state,
    interpreter: interpreter === null ? null : { executable: interpreter.executable, version: interpreter.version, why: interpreter.why },
    shown: shown && { file: shown.file, title: shown.title, runId: shown.recording.meta.runId, selection: shown.selection },
    editors: vscode.window.visibleTextEditors.map((editor) => {
      const view = host.painter.view(editor);
      return { uri: editor.document.uri.toString(), kind: view.kind, lines: view.kind === 'lines' ? view.lines : [] };
    }),
    watches: host.watches.all,
    status: host.status.text,
    said: host.notifier.said,
    panelOpen: host.panel.isOpen,
    lastPaintMs: host.painter.lastPaintMs,
    ...extra,
  };
}
