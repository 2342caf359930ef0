/** Everything of the extension but its entry: built in order of dependence, loaded after activation. */
import { createHash } from 'node:crypto';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { EmberlineError } from '../core/errors';
import { HANDLERS } from './commands';
import { CONTEXT_KEYS, type CommandId } from './contributions';
import { DisposableStore } from './disposables';
import { HeatPainter } from './editor/heatPainter';
import { SourceTexts } from './editor/sourceTexts';
import { WatchList, type PinnedWatch } from './editor/watchList';
import type { ServerConnection } from './languageClient';
import { createLog, type Log } from './log';
import { Notifier } from './notify';
import { costsOfDocument, recordedPath } from './recordings/documentCosts';
import { openRecordingFile, type OpenedRecording } from './recordings/recordingFile';
import { RecordingStore } from './recordings/recordingStore';
import { hottestLine, ShownRecording } from './recordings/shownRecording';
import { OutputConsole } from './run/channelLauncher';
import type { ProfileJob } from './run/profileJob';
import { RunController } from './run/runController';
import { RunStatus } from './run/runStatus';
import { SyntaxProblems } from './run/syntaxProblems';
import { describeState, type ExtensionState } from './state';
import { MainPanel, openPlace, type PanelParts } from './views/panel';
import { resolveRecordingEditor } from './views/recordingEditor';

/** Where the workspace remembers which recording it shows, so that it is shown again when the window is reloaded. */
const SHOWN_FILE = 'emberline.shownRecording';

export class Host {
  readonly extensionPath: string;
  readonly log: Log;
  readonly notifier: Notifier;
  readonly store: RecordingStore;
  readonly shown: ShownRecording;
  readonly sources: SourceTexts;
  readonly painter: HeatPainter;
  readonly watches: WatchList;
  readonly status: RunStatus;
  readonly panel: MainPanel;
  readonly runs: RunController;
  private readonly disposables = new DisposableStore();
  private readonly panelParts: PanelParts;
  private server: Promise<ServerConnection | null> | null = null;
  private paintedRun: string | null = null;
  private endedAt: number | null = null;
  private readonly memory: vscode.Memento;

  constructor(context: vscode.ExtensionContext) {
    const own = this.disposables;
    this.extensionPath = context.extensionPath;
    this.memory = context.workspaceState;
    this.log = own.add(createLog());
    this.notifier = new Notifier(this.log);
    this.store = new RecordingStore(path.join(context.globalStorageUri.fsPath, 'recordings'), workspaceKey());
    this.shown = own.add(new ShownRecording());
    this.sources = own.add(new SourceTexts());
    this.painter = own.add(new HeatPainter(this.shown, this.sources));
    this.watches = own.add(new WatchList(context.workspaceState, context.extensionPath));
    this.panelParts = {
      extensionUri: context.extensionUri,
      shown: this.shown,
      log: this.log,
      painted: (runId) => (this.paintedRun = runId),
      adopt: (opened) => this.shown.show(opened),
    };
    this.panel = new MainPanel(this.panelParts);
    this.status = own.add(
      new RunStatus(this.shown, (target, progress) => this.panel.send({ type: 'run/progress', target, ...progress })),
    );
    this.runs = new RunController({
      extensionPath: context.extensionPath,
      memory: context.workspaceState,
      log: this.log,
      store: this.store,
      status: this.status,
      watches: this.watches,
      problems: own.add(new SyntaxProblems()),
      output: own.add(new OutputConsole()),
      finished: (opened, job) => this.showRun(opened, job),
    });
    own.add(this.shown.onChanged((change) => change === 'recording' && this.remember()));
  }

  /** Runs a command; what it throws is told to the user. */
  async run(id: CommandId, args: readonly unknown[]): Promise<void> {
    try {
      await HANDLERS[id](this, ...args);
    } catch (error) {
      this.notifier.failure(error);
    }
  }

  /** Starts the language server, once. null: it could not be started, which the log explains. */
  connect(): Promise<ServerConnection | null> {
    this.server ??= this.startServer();
    return this.server;
  }

  /** Shows a recording in the editors and the panel. @throws EmberlineError when it cannot be read */
  async open(file: string): Promise<void> {
    this.shown.show(await openRecordingFile(file));
    this.panel.show(true);
  }

  /** Shows again what was shown before the window was reloaded; a recording that is gone is forgotten. */
  async restore(): Promise<void> {
    const file = this.memory.get<unknown>(SHOWN_FILE);
    if (typeof file !== 'string' || this.shown.shown !== null) return;
    const opened = await openRecordingFile(file).catch((error: unknown) => this.log.info(`${file} is not shown again: ${String(error)}`));
    if (opened && this.shown.shown === null) this.shown.show(opened);
  }

  /** Opens the shown recording's main file at its hottest line. */
  async openMainFile(): Promise<void> {
    const { shown } = this.shown;
    if (shown?.recording.meta.target.kind !== 'script') return;
    const { cwd, target } = shown.recording.meta;
    const file = path.resolve(cwd, target.name);
    await openPlace(file, hottestLine(shown, file) ?? 1, false, this.log);
  }

  /** Shows a line in the panel. `line`: 1-based, as recorded. */
  reveal(uri: vscode.Uri, line: number, view: 'flame' | 'callers'): void {
    const { shown } = this.shown;
    const recorded = shown === null ? null : recordedPath(shown, uri);
    if (recorded === null) {
      void this.notifier.say(`${path.basename(uri.path)} is not in the shown recording.`);
      return;
    }
    this.panel.show(true).send({ type: 'place/reveal', place: { path: recorded, line }, view });
  }

  /** The recorded line of a line of a document; the same line where that is not known. */
  recordedLine(document: vscode.TextDocument, line: number): number {
    const costs = costsOfDocument(this.shown.shown, document);
    const map = costs === null ? null : this.sources.mapOf(document, costs.costs.sha256);
    return map?.recordedLine(line) ?? line;
  }

  /** The name at the cursor, with the line that binds it. @throws EmberlineError when there is none */
  async nameAtCursor(): Promise<PinnedWatch> {
    const editor = vscode.window.activeTextEditor;
    const server = editor?.document.languageId === 'python' ? await this.connect() : null;
    if (editor === undefined || server === null) throw noName();
    const uri = editor.document.uri.toString();
    const { line, character } = editor.selection.active;
    const found = await server.nameAt({ uri, line: line + 1, character });
    if (found === null) throw noName();
    return { uri, name: found.name, line: found.line };
  }

  attachPanel(view: vscode.WebviewPanel): void {
    this.panel.attach(view);
  }

  async attachRecordingEditor(uri: vscode.Uri, view: vscode.WebviewPanel): Promise<void> {
    await resolveRecordingEditor(uri, view, this.panelParts);
  }

  /** What can be seen of the extension, for tests. */
  state(): ExtensionState {
    return describeState(this, { panelPainted: this.paintedRun, runEndedAtMs: this.endedAt });
  }

  dispose(): void {
    void this.server?.then((connection) => connection?.dispose());
    this.disposables.dispose();
  }

  private showRun(opened: OpenedRecording, job: ProfileJob): void {
    this.endedAt = Date.now();
    this.shown.show(opened);
    if (job.settings.openPanel || job.focus !== null) this.panel.show(true);
    const file = job.resource?.fsPath;
    if (job.focus !== null && file !== undefined) this.panel.send({ type: 'function/reveal', path: file, name: job.focus });
  }

  private async startServer(): Promise<ServerConnection | null> {
    try {
      const bundle = await import('./languageClient');
      const { extensionPath, shown, watches, log } = this;
      return await bundle.ServerConnection.start({ extensionPath, shown, watches, log });
    } catch (error) {
      this.log.error(`The language server could not be started, so there are no lenses and hovers: ${String(error)}`);
      return null;
    }
  }

  private remember(): void {
    const { shown } = this.shown;
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.shown, shown !== null);
    void this.memory.update(SHOWN_FILE, shown?.file);
  }
}

function noName(): EmberlineError {
  return new EmberlineError('usage', 'There is no name at the cursor.', 'Put the cursor on the name to watch.');
}

/** Folder name of this workspace's history. */
function workspaceKey(): string {
  const place = vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (place === undefined) return 'no-workspace';
  const name = path.basename(place.path).replace(/[^\p{L}\p{N}._-]+/gu, '_');
  return `${name}-${createHash('sha256').update(place.toString()).digest('hex').slice(0, 8)}`;
}
