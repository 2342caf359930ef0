/** Asks the Python and Python Environments extensions which interpreter is selected; their answers are decoded, never trusted. */
import * as vscode from 'vscode';
import type { Log } from '../log';

const PYTHON = 'ms-python.python';
const ENVIRONMENTS = 'ms-python.vscode-python-envs';

/** Id that the Python extension gives when nothing was selected and it falls back to `python`. */
const NOTHING_SELECTED = 'DEFAULT_PYTHON';

/** The executable selected in the Python extension for a resource; null: not installed, or nothing selected. */
export async function selectedInPythonExtension(resource: vscode.Uri | null, log: Log): Promise<string | null> {
  const environments = member(await exportsOf(PYTHON, log), 'environments');
  const selected = await call(environments, 'getActiveEnvironmentPath', resource ?? undefined);
  const path = text(selected, 'path');
  if (path === null || text(selected, 'id') === NOTHING_SELECTED) return null;
  const resolved = await call(environments, 'resolveEnvironment', selected);
  const uri = member(member(resolved, 'executable'), 'uri');
  return text(uri, 'fsPath') ?? path;
}

/** The executable selected in the Python Environments extension for a resource. */
export async function selectedInEnvironmentsExtension(resource: vscode.Uri | null, log: Log): Promise<string | null> {
  const selected = await call(await exportsOf(ENVIRONMENTS, log), 'getEnvironment', resource ?? undefined);
  return text(member(member(selected, 'execInfo'), 'run'), 'executable');
}

/** Whether the Python extension can be asked to let the user select. */
export function canSelectInPythonExtension(): boolean {
  return vscode.extensions.getExtension(PYTHON) !== undefined;
}

async function exportsOf(id: string, log: Log): Promise<unknown> {
  const extension = vscode.extensions.getExtension<unknown>(id);
  if (extension === undefined) return null;
  try {
    return await extension.activate();
  } catch (error) {
    log.warn(`${id} could not be asked for its interpreter: ${String(error)}`);
    return null;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown, name: string): string | null {
  const found = member(value, name);
  return typeof found === 'string' && found !== '' ? found : null;
}

async function call(target: unknown, method: string, argument: unknown): Promise<unknown> {
  const found = member(target, method);
  return typeof found === 'function' ? await (found as (this: unknown, value: unknown) => unknown).call(target, argument) : undefined;
}
