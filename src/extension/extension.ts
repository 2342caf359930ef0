/** The entry: registers what VS Code may call, and loads the rest when that is called or the editor is idle. */
import * as vscode from 'vscode';
import { COMMAND_IDS, PANEL_VIEW_TYPE, RECORDING_VIEW_TYPE } from './contributions';
import type { Host } from './host';
import type { Api } from './state';

/** The rest is loaded once VS Code has seen the activation through, so that it does not count towards the editor's start. */
const AFTER_ACTIVATION_MS = 50;

export function activate(context: vscode.ExtensionContext): Api {
  let host: Promise<Host> | null = null;
  const load = (): Promise<Host> => (host ??= loadHost(context));
  context.subscriptions.push(
    ...COMMAND_IDS.map((id) => vscode.commands.registerCommand(id, async (...args: unknown[]) => (await load()).run(id, args))),
    vscode.window.registerWebviewPanelSerializer(PANEL_VIEW_TYPE, {
      deserializeWebviewPanel: async (view) => (await load()).attachPanel(view),
    }),
    vscode.window.registerCustomEditorProvider(RECORDING_VIEW_TYPE, {
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor: async ({ uri }, view) => (await load()).attachRecordingEditor(uri, view),
    } satisfies vscode.CustomReadonlyEditorProvider),
  );
  const idle = setTimeout(() => void load().then(begin), AFTER_ACTIVATION_MS);
  context.subscriptions.push({ dispose: () => clearTimeout(idle) });
  return { state: async () => (await load()).state() };
}

async function loadHost(context: vscode.ExtensionContext): Promise<Host> {
  const { Host } = await import('./host');
  const host = new Host(context);
  context.subscriptions.push(host);
  return host;
}

/** What happens without being asked: the language server, and the recording that `npm start` names or the window showed before. */
async function begin(host: Host): Promise<void> {
  void host.connect();
  const recording = process.env['EMBERLINE_OPEN_RECORDING'];
  if (recording === undefined || recording === '') return host.restore();
  await host.run('emberline.openRecording', [vscode.Uri.file(recording)]);
  await host.openMainFile();
}
