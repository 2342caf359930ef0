/** What host tests share: the extension's own account of itself, files to profile, and waiting for facts. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Api, ExtensionState } from '../../../src/extension/state';

export async function extensionApi(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('emberline.emberline');
  assert.ok(extension, 'the extension is loaded');
  return extension.activate();
}

export async function extensionState(): Promise<ExtensionState> {
  return (await extensionApi()).state();
}

/** Waits until the extension is in a state; fails with the last one seen. */
export async function untilState(what: string, holds: (state: ExtensionState) => boolean, timeoutMs = 20_000): Promise<ExtensionState> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const state = await extensionState();
    if (holds(state)) return state;
    if (Date.now() > deadline) assert.fail(`${what}; the state is ${JSON.stringify(state, null, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return folder.uri.fsPath;
}

/** Writes a file into the workspace. */
export function writeProgram(name: string, text: string): vscode.Uri {
  const file = path.join(workspaceFolder(), name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return vscode.Uri.file(file);
}

export async function openProgram(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = writeProgram(name, text);
  return vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preview: false });
}

export async function configure(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('emberline').update(name, value, vscode.ConfigurationTarget.Global);
}

/** Leaves nothing running, nothing shown and nothing open for the next test. */
export async function startOver(): Promise<void> {
  if ((await extensionState()).run !== 'idle') await vscode.commands.executeCommand('emberline.stop');
  await untilState('no program is being profiled', ({ run }) => run === 'idle');
  await vscode.commands.executeCommand('emberline.clear');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The lines that an editor shows. */
export function linesOf(state: ExtensionState, uri: vscode.Uri): ExtensionState['editors'][number]['lines'] {
  return state.editors.find((editor) => editor.uri === uri.toString())?.lines ?? [];
}
