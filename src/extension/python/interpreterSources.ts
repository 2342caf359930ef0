/** The places that may name an interpreter, in the order in which they are asked. */
import { access } from 'node:fs/promises';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { Log } from '../log';
import type { InterpreterSource } from './interpreterChoice';
import { selectedInEnvironmentsExtension, selectedInPythonExtension } from './pythonExtensions';

export interface SourceContext {
  /** The file to run, null for none. */
  readonly resource: vscode.Uri | null;
  /** Folders that may hold a `.venv`, nearest first. */
  readonly folders: readonly string[];
  /** `emberline.python` with its variables replaced; empty: unset. */
  readonly setting: string;
  /** Interpreter that a launch configuration names. */
  readonly configured: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

const windows = process.platform === 'win32';

export function interpreterSources({ resource, folders, setting, configured, env, log }: SourceContext): InterpreterSource[] {
  const virtualEnv = env['VIRTUAL_ENV'] ?? '';
  const named = (why: string, find: () => Promise<string | null>): InterpreterSource => ({ why, find, chosen: true });
  const tried = (why: string, find: () => Promise<string | null>): InterpreterSource => ({ why, find, chosen: false });
  return [
    named('named by the launch configuration', () => Promise.resolve(configured)),
    named('selected in the Python extension', () => selectedInPythonExtension(resource, log)),
    named('selected in the Python Environments extension', () => selectedInEnvironmentsExtension(resource, log)),
    named('the setting emberline.python', () => Promise.resolve(setting === '' ? null : setting)),
    tried('the .venv of the folder', () => firstExisting(folders.map((folder) => interpreterOf(path.join(folder, '.venv'))))),
    tried('VIRTUAL_ENV', () => firstExisting(virtualEnv === '' ? [] : [interpreterOf(virtualEnv)])),
    tried('the first python3 of PATH', () => Promise.resolve(windows ? null : 'python3')),
    tried('the first python of PATH', () => Promise.resolve('python')),
  ];
}

function interpreterOf(environment: string): string {
  return windows ? path.join(environment, 'Scripts', 'python.exe') : path.join(environment, 'bin', 'python');
}

async function firstExisting(candidates: readonly string[]): Promise<string | null> {
  for (const candidate of candidates) {
    const exists = await access(candidate).then(
      () => true,
      () => false,
    );
    if (exists) return candidate;
  }
  return null;
}
