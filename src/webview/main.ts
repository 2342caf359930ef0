/** Starts the panel in a VS Code webview or, for exported files, in a plain page. */
import { currentHost } from './app/host';
import { connect } from './app/messages';
import { Panel } from './panel';

const host = currentHost();

function report(error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  host.send({ type: 'failure', message, stack: stack ?? null });
}

addEventListener('error', (event) => report(event.error ?? event.message));
addEventListener('unhandledrejection', (event) => report(event.reason));

const panel = new Panel(host, document.body);
connect(panel.store, host);

let painted: object | null = null;
panel.flame.graph.onPainted = () => {
  const { data } = panel.store.state;
  if (data !== null && data !== painted) {
    painted = data;
    host.send({ type: 'painted', runId: data.recording.meta.runId, nodes: data.tree.length });
  }
};

host.send({ type: 'ready', restored: host.load() });
