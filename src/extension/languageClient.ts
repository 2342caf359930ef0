/** Starts the language server and tells it what lenses, hovers and code actions speak of. A bundle of its own, loaded after activation. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { FileCosts } from '../core/fileCosts';
import {
  ADVICE,
  COSTS_CHANGED,
  NAME_AT,
  OPTIONS_CHANGED,
  SERVER_COMMANDS,
  type AdviceAnswer,
  type CostsChanged,
  type NameAt,
  type NameAtParams,
  type ServerOptions,
} from '../protocol/lsp';
import { DisposableStore } from './disposables';
import type { WatchList } from './editor/watchList';
import type { Log } from './log';
import { recordedPath } from './recordings/documentCosts';
import type { Shown, ShownRecording } from './recordings/shownRecording';
import { onSettingsChanged, readSettings, testRunner } from './settings';

export interface ClientParts {
  readonly extensionPath: string;
  readonly shown: ShownRecording;
  readonly watches: WatchList;
  readonly log: Log;
}

const STOP_TIMEOUT_MS = 2000;

export class ServerConnection {
  private readonly store = new DisposableStore();
  private generation = 0;

  private constructor(
    private readonly client: LanguageClient,
    private readonly parts: ClientParts,
  ) {}

  static async start(parts: ClientParts): Promise<ServerConnection> {
    const module = path.join(parts.extensionPath, 'dist', 'server.js');
    const client = new LanguageClient(
      'emberline',
      'Emberline Language Server',
      { run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc } },
      {
        documentSelector: [{ language: 'python', scheme: 'file' }],
        outputChannel: parts.log,
        // The hover's last line runs these; without it VS Code shows dead links.
        markdown: { isTrusted: { enabledCommands: Object.values(SERVER_COMMANDS) } },
      },
    );
    await client.start();
    const connection = new ServerConnection(client, parts);
    connection.connect();
    return connection;
  }

  /** The advice for an open document; null when the server does not know it. */
  async adviceOn(uri: string): Promise<AdviceAnswer | null> {
    return this.client.sendRequest<AdviceAnswer | null>(ADVICE, { uri });
  }

  /** The name at a place; null where there is none. */
  async nameAt(params: NameAtParams): Promise<NameAt | null> {
    return this.client.sendRequest<NameAt | null>(NAME_AT, params);
  }

  dispose(): void {
    this.store.dispose();
    void this.client.stop(STOP_TIMEOUT_MS).catch((error: unknown) => this.parts.log.debug(`The language server did not stop: ${String(error)}`));
  }

  private connect(): void {
    const { shown, watches } = this.parts;
    this.store.add(shown.onChanged(() => this.sendCosts()));
    this.store.add(watches.onChanged(() => this.sendOptions()));
    this.store.add(onSettingsChanged(() => this.sendOptions()));
    this.store.add(vscode.workspace.onDidOpenTextDocument((document) => this.sendCostsOfLibrary(document)));
    this.sendOptions();
    this.sendCosts();
  }

  private sendOptions(): void {
    const settings = readSettings(null);
    const byUri = new Map<string, { name: string; line: number }[]>();
    for (const { uri, name, line } of this.parts.watches.all) byUri.set(uri, [...(byUri.get(uri) ?? []), { name, line }]);
    const options: ServerOptions = {
      codeLens: {
        enabled: settings['codeLens.enabled'],
        functions: settings['codeLens.functions'],
        tests: settings['codeLens.tests'],
      },
      threshold: settings.threshold / 100,
      testRunner: testRunner(null),
      advice: {
        enabled: settings['advice.enabled'],
        showCandidates: settings['advice.showCandidates'],
        ignoredRules: settings['advice.ignoredRules'],
      },
      watches: Object.fromEntries(byUri),
    };
    this.notify(OPTIONS_CHANGED, options);
  }

  private sendCosts(): void {
    this.generation += 1;
    const { shown } = this.parts.shown;
    this.notify(COSTS_CHANGED, shown === null ? this.noCosts() : this.costsMessage(shown));
  }

  /** Library files are sent when they are opened: there may be hundreds of them. */
  private sendCostsOfLibrary(document: vscode.TextDocument): void {
    const { shown } = this.parts.shown;
    if (shown === null || document.languageId !== 'python') return;
    const path = recordedPath(shown, document.uri);
    if (path !== null && shown.costs.get(path)?.origin !== 'workspace') this.sendCosts();
  }

  private costsMessage(shown: Shown): CostsChanged {
    const files: Record<string, FileCosts> = {};
    for (const [file, costs] of shown.costs) {
      if (costs.origin === 'workspace') files[vscode.Uri.file(file).toString()] = costs;
    }
    for (const { uri, languageId } of vscode.workspace.textDocuments) {
      const known = languageId === 'python' ? recordedPath(shown, uri) : null;
      const costs = known === null ? undefined : shown.costs.get(known);
      if (costs !== undefined) files[uri.toString()] = costs;
    }
    const { meta } = shown.recording;
    return {
      generation: this.generation,
      files,
      metric: shown.selection.metric,
      engine: meta.engine.name,
      python: meta.python.version,
      sampleCount: meta.sampleCount,
      intervalNs: meta.intervalNs,
      range: shown.selection.range,
    };
  }

  private noCosts(): CostsChanged {
    return { generation: this.generation, files: {}, metric: 'wall', engine: '', sampleCount: 0, intervalNs: 0 };
  }

  private notify(method: string, params: unknown): void {
    this.client
      .sendNotification(method, params)
      .catch((error: unknown) => this.parts.log.warn(`The language server was not told ${method}: ${String(error)}`));
  }
}
