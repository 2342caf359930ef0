/** Whoever shows the panel: VS Code, or a plain browser page that carries its recording (the HTML export). */
import { RECORDING_ELEMENT_ID } from '../../protocol/htmlPage';
import type { HostToPanel, PanelToHost, ViewState } from '../../protocol/webview';

export interface Host {
  /** False in a plain page: nothing to open, to run or to log. */
  readonly isEditor: boolean;
  send(message: PanelToHost): void;
  onMessage(listener: (message: HostToPanel) => void): void;
  load(): ViewState | null;
  save(state: ViewState): void;
}

interface VsCodeApi {
  postMessage(message: PanelToHost): void;
  getState(): unknown;
  setState(state: ViewState): void;
}

declare global {
  // Only there inside a VS Code webview.
  var acquireVsCodeApi: (() => VsCodeApi) | undefined;
}

export function currentHost(): Host {
  return globalThis.acquireVsCodeApi === undefined ? new PageHost() : new EditorHost(globalThis.acquireVsCodeApi());
}

class EditorHost implements Host {
  readonly isEditor = true;

  constructor(private readonly api: VsCodeApi) {}

  send(message: PanelToHost): void {
    this.api.postMessage(message);
  }

  onMessage(listener: (message: HostToPanel) => void): void {
    addEventListener('message', (event: MessageEvent<unknown>) => {
      if (isHostMessage(event.data)) {
        listener(event.data);
      }
    });
  }

  load(): ViewState | null {
    const state = this.api.getState();
    return isViewState(state) ? state : null;
  }

  save(state: ViewState): void {
    this.api.setState(state);
  }
}

/** Answers `ready` with the recording that the page carries. */
class PageHost implements Host {
  readonly isEditor = false;
  private listener: (message: HostToPanel) => void = () => undefined;

  send(message: PanelToHost): void {
    dispatchEvent(new CustomEvent('emberline', { detail: message }));
    if (message.type === 'ready') {
      this.showEmbedded();
    } else if (message.type === 'text/copy') {
      void navigator.clipboard.writeText(message.text);
    }
  }

  onMessage(listener: (message: HostToPanel) => void): void {
    this.listener = listener;
    addEventListener('message', (event: MessageEvent<unknown>) => {
      if (event.source === window && isHostMessage(event.data)) {
        listener(event.data);
      }
    });
  }

  load(): ViewState | null {
    return null;
  }

  save(): void {
    // A saved page opens the same way each time.
  }

  private showEmbedded(): void {
    const carrier = document.getElementById(RECORDING_ELEMENT_ID);
    const text = carrier?.textContent.trim() ?? '';
    if (text !== '') {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      this.listener({ type: 'recording/show', title: document.title, bytes: bytes.buffer, selection: { metric: 'wall', range: null } });
    }
  }
}

/** The sender is our own host, of the same version: the type tag is enough to tell our messages from others'. */
function isHostMessage(value: unknown): value is HostToPanel {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && value.type.includes('/');
}

function isViewState(value: unknown): value is ViewState {
  return typeof value === 'object' && value !== null && 'view' in value && 'selection' in value && 'search' in value && 'zoom' in value;
}
