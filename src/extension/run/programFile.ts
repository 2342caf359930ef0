/** Makes sure that a file can be run as it stands in the editor: saved, on disk, and Python. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { EmberlineError } from '../../core/errors';

const PYTHON_SUFFIXES = new Set(['.py', '.pyw', '.pyz']);

/**
 * Saves every changed file and returns the path.
 * @throws EmberlineError program-untitled, program-unsaved, program-not-python, program-not-found
 */
export async function saveAndLocate(uri: vscode.Uri): Promise<string> {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  const name = path.basename(uri.path);
  if (uri.scheme === 'untitled' || document?.isUntitled === true) {
    throw new EmberlineError('program-untitled', 'This file has not been saved yet, so Python cannot run it.', 'Save it first.');
  }
  if (uri.scheme !== 'file') {
    throw new EmberlineError('program-not-found', `${name} is not on this machine's disk, so Python cannot run it.`, 'Save a copy to a folder.');
  }
  if (document === undefined ? !PYTHON_SUFFIXES.has(path.extname(name)) : document.languageId !== 'python') {
    throw new EmberlineError('program-not-python', `${name} is not a Python file.`, 'Open the Python file to profile and try again.');
  }
  await vscode.workspace.saveAll(false);
  if (document?.isDirty === true) {
    throw new EmberlineError(
      'program-unsaved',
      `${name} has changes that could not be saved, and Python would run the old text.`,
      'Save it, under another name if it is read-only.',
    );
  }
  await assertExists(uri, name);
  return uri.fsPath;
}

async function assertExists(uri: vscode.Uri, name: string): Promise<void> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    throw new EmberlineError('program-not-found', `${name} is no longer on disk.`, 'Save it again and try again.');
  }
}
