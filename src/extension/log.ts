/** The output channel that says what Emberline did and why. */
import * as vscode from 'vscode';

export type Log = vscode.LogOutputChannel;

export function createLog(): Log {
  return vscode.window.createOutputChannel('Emberline', { log: true });
}
