/** Every command's handler. A missing one does not compile. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { EmberlineError } from '../core/errors';
import type { CommandId } from './contributions';
import type { Host } from './host';
import { joinWords, splitWords } from './python/commandWords';
import { canSelectInPythonExtension } from './python/pythonExtensions';
import { exportRecording } from './recordings/exportRecording';
import type { JobSpec } from './run/jobSpec';
import { ignoreRule, testRunner, toggleHeat } from './settings';
import { pickExportFormat, pickFromHistory, pickLaunchConfiguration, pickMetric, pickRecordingFile } from './views/pickers';

type Handler = (host: Host, ...args: readonly unknown[]) => unknown;

export const HANDLERS: Readonly<Record<CommandId, Handler>> = {
  'emberline.profileActiveFile': (host, uri) => host.runs.profile(fileSpec(fileOf(uri), null)),
  'emberline.profileFile': (host, uri) => host.runs.profile(fileSpec(fileOf(uri), null)),
  'emberline.profileFunction': (host, uri, name) => host.runs.profile({ ...fileSpec(fileOf(uri), null), focus: textOf(name) }),
  'emberline.profileWithArguments': (host, uri) => profileWithArguments(host, fileOf(uri)),
  'emberline.profileModule': (host) => profileModule(host),
  'emberline.profileLaunchConfiguration': (host, name) => profileLaunchConfiguration(host, textOf(name)),
  'emberline.profileTests': (host, uri) => profileTest(host, fileOf(uri), null, null),
  'emberline.profileTest': (host, uri, testId, runner) => profileTest(host, fileOf(uri), textOf(testId), runner),
  'emberline.profileAgain': (host) => profileAgain(host),
  'emberline.stop': (host) => host.runs.stop(),
  'emberline.clear': (host) => host.shown.clear(),
  'emberline.showPanel': (host) => host.panel.show(false),
  'emberline.openRecording': (host, uri) => openRecording(host, uri),
  'emberline.history': (host) => openFromHistory(host),
  'emberline.exportRecording': (host, format, out) => exportShown(host, format, out),
  'emberline.showLog': (host) => host.log.show(),
  'emberline.pickMetric': (host) => chooseMetric(host),
  'emberline.toggleHeat': () => toggleHeat(),
  'emberline.selectInterpreter': () => selectInterpreter(),
  'emberline.showInFlameGraph': (host, uri, line) => reveal(host, uri, line, 'flame'),
  'emberline.showCallers': (host, uri, line) => reveal(host, uri, line, 'callers'),
  'emberline.showLineInFlameGraph': (host) => revealCursor(host),
  'emberline.watchReferences': (host, uri, name, line) => host.watches.add(watchOf(uri, name, line)),
  'emberline.unwatchReferences': (host, uri, name, line) => host.watches.remove(watchOf(uri, name, line)),
  'emberline.ignoreRule': (_host, rule) => ignoreRule(textOf(rule)),
  'emberline.watchReferencesAtCursor': async (host) => host.watches.add(await host.nameAtCursor()),
  'emberline.unwatchReferencesAtCursor': async (host) => host.watches.remove(await host.nameAtCursor()),
};

/** The file that a menu or lens names, else the active editor's. */
function fileOf(uri: unknown): vscode.Uri {
  if (uri instanceof vscode.Uri) return uri;
  if (typeof uri === 'string') return vscode.Uri.parse(uri);
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active === undefined) throw new EmberlineError('program-not-python', 'No file is open.', 'Open the Python file to profile.');
  return active;
}

function fileSpec(uri: vscode.Uri, args: readonly string[] | null): Extract<JobSpec, { kind: 'file' }> {
  return { kind: 'file', uri: uri.toString(), args, focus: null };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

async function profileWithArguments(host: Host, uri: vscode.Uri): Promise<void> {
  const last = host.runs.lastSpec;
  const value = last?.kind === 'file' && last.uri === uri.toString() && last.args !== null ? joinWords(last.args) : '';
  const prompt = `Arguments for ${path.basename(uri.path)}, quoted as in a shell`;
  const line = await vscode.window.showInputBox({ title: 'Emberline: Profile with Arguments', prompt, value });
  if (line !== undefined) await host.runs.profile(fileSpec(uri, splitWords(line)));
}

async function profileModule(host: Host): Promise<void> {
  const last = host.runs.lastSpec;
  const value = last?.kind === 'module' ? joinWords([last.module, ...last.args]) : '';
  const prompt = 'Module and its arguments, as after python -m';
  const line = await vscode.window.showInputBox({ title: 'Emberline: Profile Module', prompt, value, placeHolder: 'package.module arg …' });
  const [module, ...args] = splitWords(line ?? '');
  if (module !== undefined) await host.runs.profile({ kind: 'module', module, args, uri: null });
}

/** @param name of the configuration, as a key binding may give it; null: the user chooses */
async function profileLaunchConfiguration(host: Host, name: string | null): Promise<void> {
  const spec = await pickLaunchConfiguration(name);
  if (spec === 'none') {
    throw new EmberlineError('setting-invalid', 'launch.json has no configuration that launches a Python program.', 'Add one and try again.');
  }
  if (spec !== null) await host.runs.profile(spec);
}

async function profileTest(host: Host, uri: vscode.Uri, testId: string | null, runner: unknown): Promise<void> {
  const known = runner === 'pytest' || runner === 'unittest' ? runner : testRunner(uri);
  await host.runs.profile({ kind: 'test', uri: uri.toString(), testId, runner: known });
}

async function profileAgain(host: Host): Promise<void> {
  await host.runs.profile(host.runs.lastSpec ?? fileSpec(fileOf(null), null));
}

async function openRecording(host: Host, uri: unknown): Promise<void> {
  const chosen = uri instanceof vscode.Uri || typeof uri === 'string' ? fileOf(uri) : await pickRecordingFile();
  if (chosen !== null) await host.open(chosen.fsPath);
}

async function openFromHistory(host: Host): Promise<void> {
  const file = await pickFromHistory(host.store);
  if (file !== null) await host.open(file);
}

async function exportShown(host: Host, givenFormat: unknown, givenOut: unknown): Promise<void> {
  const { shown } = host.shown;
  if (shown === null) throw new EmberlineError('recording-empty', 'No recording is shown.', 'Profile a program or open a recording first.');
  const format = await exportFormat(givenFormat);
  if (format === null) return;
  const suggested = vscode.Uri.file(shown.file.replace(/\.ember$/u, `.${format.suffix}`));
  const out = typeof givenOut === 'string' ? givenOut : (await vscode.window.showSaveDialog({ defaultUri: suggested, title: 'Export' }))?.fsPath;
  if (out === undefined) return;
  await exportRecording(host.extensionPath, shown.file, format.id, out);
  host.log.info(`Exported ${shown.title} to ${out}`);
  const pressed = typeof givenOut === 'string' ? null : await host.notifier.say(`Exported to ${path.basename(out)}.`, 'Reveal');
  if (pressed === 'Reveal') void vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(out));
}

async function exportFormat(given: unknown): Promise<{ readonly id: string; readonly suffix: string } | null> {
  return typeof given === 'string' ? { id: given, suffix: given } : pickExportFormat();
}

async function chooseMetric(host: Host): Promise<void> {
  const { shown } = host.shown;
  const metric = shown === null ? null : await pickMetric(shown);
  if (metric !== null) host.shown.selectMetric(metric);
}

async function selectInterpreter(): Promise<void> {
  if (canSelectInPythonExtension()) await vscode.commands.executeCommand('python.setInterpreter');
  else await vscode.commands.executeCommand('workbench.action.openSettings', 'emberline.python');
}

function reveal(host: Host, uri: unknown, line: unknown, view: 'flame' | 'callers'): void {
  host.reveal(fileOf(uri), typeof line === 'number' ? line : 1, view);
}

function revealCursor(host: Host): void {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { uri } = editor.document;
  host.reveal(uri, host.recordedLine(editor.document, editor.selection.active.line + 1), 'flame');
}

function watchOf(uri: unknown, name: unknown, line: unknown): { uri: string; name: string; line: number } {
  return { uri: fileOf(uri).toString(), name: textOf(name) ?? '', line: typeof line === 'number' ? line : 1 };
}
