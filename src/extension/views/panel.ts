/** The panel: a webview that follows the shown recording, wherever it stands; and one for every recording opened as a file. */
import * as vscode from 'vscode';
import type { HostToPanel } from '../../protocol/webview';
import { PANEL_VIEW_TYPE, type CommandId } from '../contributions';
import { DisposableStore } from '../disposables';
import type { Log } from '../log';
import type { OpenedRecording } from '../recordings/recordingFile';
import type { Shown, ShownChange, ShownRecording } from '../recordings/shownRecording';
import { panelHtml } from './panelHtml';
import { decodePanelMessage } from './panelMessages';

export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly shown: ShownRecording;
  readonly log: Log;
  /** Told when the panel has drawn a recording. */
  readonly painted: (runId: string) => void;
  /** Makes a recording that a panel of its own shows the shown one. */
  readonly adopt: (opened: OpenedRecording) => void;
}

const COMMANDS = {
  profileAgain: 'emberline.profileAgain',
  openRecording: 'emberline.openRecording',
  showLog: 'emberline.showLog',
  exportRecording: 'emberline.exportRecording',
} as const satisfies Record<string, CommandId>;

/** Code and panel side by side, the code wide enough for the figures after its lines. */
const LAYOUT = { orientation: 0, groups: [{ size: 0.58 }, { size: 0.42 }] };

/** Messages that wait until the page has said that it is ready. */
class Page {
  private ready = false;
  private waiting: HostToPanel[] = [];

  constructor(private readonly webview: vscode.Webview) {}

  send(message: HostToPanel): void {
    if (this.ready) void this.webview.postMessage(message);
    else this.waiting.push(message);
  }

  /** The page (again) knows nothing: what it must know comes first. */
  greet(first: HostToPanel): void {
    this.ready = true;
    void this.webview.postMessage(first);
    for (const message of this.waiting) if (!message.type.startsWith('recording/')) void this.webview.postMessage(message);
    this.waiting = [];
  }
}

/** What a panel shows: the shown recording whatever it is, one recording for good, or why there is none. */
export type PanelContent =
  | { readonly kind: 'shown' }
  | { readonly kind: 'own'; readonly opened: OpenedRecording }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string };

/** One webview. */
export class Panel {
  private readonly store = new DisposableStore();
  private readonly page: Page;

  constructor(
    readonly view: vscode.WebviewPanel,
    private readonly parts: PanelParts,
    private readonly content: PanelContent,
  ) {
    view.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(parts.extensionUri, 'dist', 'webview')] };
    this.page = new Page(view.webview);
    this.store.add(view.webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    this.store.add(parts.shown.onChanged((change) => this.follow(change)));
    this.store.add(view.onDidDispose(() => this.store.dispose()));
    this.store.add(view.onDidChangeViewState(() => view.active && this.adopt()));
    view.webview.html = panelHtml(view.webview, parts.extensionUri);
  }

  send(message: HostToPanel): void {
    this.page.send(message);
  }

  /** Whether the recording that the editors show is this panel's. */
  private get isShown(): boolean {
    const { content } = this;
    return content.kind === 'shown' || (content.kind === 'own' && this.parts.shown.shown?.file === content.opened.file);
  }

  private follow(change: ShownChange): void {
    const { shown } = this.parts.shown;
    if (change === 'selection' && shown !== null && this.isShown) this.send({ type: 'selection/set', selection: shown.selection });
    if (change === 'recording' && this.content.kind === 'shown') this.send(this.contentMessage());
  }

  private contentMessage(): HostToPanel {
    const { content } = this;
    const { shown } = this.parts.shown;
    if (content.kind === 'failed') return { type: 'recording/failed', message: content.message, hint: content.hint };
    if (this.isShown) return shown === null ? { type: 'recording/cleared' } : showMessage(shown);
    if (content.kind === 'shown') return { type: 'recording/cleared' };
    const metric = content.opened.recording.meta.metrics[0] ?? 'wall';
    return showMessage({ ...content.opened, selection: { metric, range: null } });
  }

  private receive(value: unknown): void {
    const message = decodePanelMessage(value);
    switch (message?.type) {
      case 'ready':
        this.page.greet(this.contentMessage());
        break;
      case 'selection/changed':
        this.adopt();
        if (!this.isShown) break;
        this.parts.shown.select(message.selection);
        break;
      case 'place/open':
        void openPlace(message.place.path, message.place.line, message.beside, this.parts.log);
        break;
      case 'text/copy':
        void vscode.env.clipboard.writeText(message.text);
        break;
      case 'command':
        void vscode.commands.executeCommand(COMMANDS[message.command]);
        break;
      case 'painted':
        this.parts.painted(message.runId);
        break;
      case 'failure':
        this.parts.log.error(`The panel failed: ${message.message}\n${message.stack ?? ''}`);
        break;
      case undefined:
        this.parts.log.warn('The panel said something that is not understood.');
    }
  }

  /** The editors follow the panel that the user works in. */
  private adopt(): void {
    if (this.content.kind === 'own' && !this.isShown) this.parts.adopt(this.content.opened);
  }
}

function showMessage({ title, bytes, selection }: Pick<Shown, 'title' | 'bytes' | 'selection'>): HostToPanel {
  return { type: 'recording/show', title, bytes: bytes.buffer, selection };
}

/** The panel that follows the shown recording: at most one. */
export class MainPanel {
  private panel: Panel | null = null;

  constructor(private readonly parts: PanelParts) {}

  get isOpen(): boolean {
    return this.panel !== null;
  }

  /** Opens it beside the code, or brings it forward. */
  show(preserveFocus: boolean): Panel {
    if (this.panel === null) {
      const alone = vscode.window.tabGroups.all.length === 1;
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
      const view = vscode.window.createWebviewPanel(PANEL_VIEW_TYPE, 'Emberline', column, { enableScripts: true });
      if (alone) void vscode.commands.executeCommand('vscode.setEditorLayout', LAYOUT);
      return this.attach(view);
    }
    if (!this.panel.view.visible || !preserveFocus) this.panel.view.reveal(undefined, preserveFocus);
    return this.panel;
  }

  /** Takes over a view that VS Code restored. */
  attach(view: vscode.WebviewPanel): Panel {
    view.iconPath = vscode.Uri.joinPath(this.parts.extensionUri, 'media', 'panel.svg');
    const panel = new Panel(view, this.parts, { kind: 'shown' });
    view.onDidDispose(() => {
      if (this.panel === panel) this.panel = null;
    });
    this.panel = panel;
    return panel;
  }

  /** Sends to the panel if it is open. */
  send(message: HostToPanel): void {
    this.panel?.send(message);
  }
}

/** Opens a line of a source file, in the editor that has it already where there is one. */
export async function openPlace(path: string, line: number, beside: boolean, log: Log): Promise<void> {
  const uri = vscode.Uri.file(path);
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.fsPath === uri.fsPath);
  const position = new vscode.Position(line - 1, 0);
  const viewColumn = open?.viewColumn ?? (beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
  try {
    const editor = await vscode.window.showTextDocument(uri, { viewColumn, selection: new vscode.Range(position, position) });
    editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch (error) {
    log.warn(`${path} could not be opened: ${String(error)}`);
  }
}
