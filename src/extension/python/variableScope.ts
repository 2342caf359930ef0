/** What `${…}` variables mean for a file in this window. */
import { homedir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { configuredText } from '../settings';
import type { VariableScope } from './variables';

export function variableScope(resource: vscode.Uri | null): VariableScope {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const own = resource === null ? undefined : vscode.workspace.getWorkspaceFolder(resource);
  const folder = own ?? (resource === null ? folders[0] : undefined);
  const editor = vscode.window.activeTextEditor;
  const ofFile = editor?.document.uri.fsPath === resource?.fsPath ? editor : undefined;
  return {
    file: resource?.fsPath ?? editor?.document.uri.fsPath ?? null,
    workspaceFolder: folder?.uri.fsPath ?? null,
    folders: Object.fromEntries(folders.map(({ name, uri }) => [name, uri.fsPath])),
    lineNumber: ofFile === undefined ? null : ofFile.selection.active.line + 1,
    selectedText: ofFile?.document.getText(ofFile.selection) ?? null,
    userHome: homedir(),
    execPath: process.execPath,
    pathSeparator: path.sep,
    env: (name) => process.env[name] ?? null,
    config: (name) => configuredText(name, resource),
    command: async (name) => {
      const answer = await vscode.commands.executeCommand<unknown>(name);
      return typeof answer === 'string' ? answer : null;
    },
  };
}
