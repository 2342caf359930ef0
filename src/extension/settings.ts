/** The only reader of configuration. Nothing is cached: every reader asks when it needs to know. */
import * as vscode from 'vscode';
import type { TestRunner } from '../run/runTarget';
import { DEFAULT_SETTINGS, type Settings } from './contributions';

const SECTION = 'emberline';

/** The settings that hold for a file or folder. A value of the wrong type counts as unset. */
export function readSettings(scope: vscode.Uri | null): Settings {
  const configuration = vscode.workspace.getConfiguration(SECTION, scope);
  const read = Object.entries(DEFAULT_SETTINGS).map(([key, fallback]) => {
    const value = configuration.get<unknown>(key);
    return [key, sameShape(value, fallback) ? value : fallback] as const;
  });
  return Object.fromEntries(read) as unknown as Settings;
}

export function onSettingsChanged(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SECTION) || event.affectsConfiguration('python.testing')) listener();
  });
}

/** The runner of single tests: the setting, else the one that the Python extension is set to, else pytest. */
export function testRunner(scope: vscode.Uri | null): TestRunner {
  const { testRunner: chosen } = readSettings(scope);
  if (chosen !== 'auto') return chosen;
  const python = vscode.workspace.getConfiguration('python.testing', scope);
  return python.get<unknown>('unittestEnabled') === true && python.get<unknown>('pytestEnabled') !== true ? 'unittest' : 'pytest';
}

/** Any setting as text, for `${config:NAME}`; null when it is unset or not a scalar. */
export function configuredText(name: string, scope: vscode.Uri | null): string | null {
  const value = vscode.workspace.getConfiguration(undefined, scope).get<unknown>(name);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** The configurations of a folder's launch.json, undecoded. */
export function launchConfigurations(folder: vscode.WorkspaceFolder | null): readonly unknown[] {
  const value = vscode.workspace.getConfiguration('launch', folder?.uri ?? null).get<unknown>('configurations');
  return Array.isArray(value) ? value : [];
}

/** Turns the heat on or off for the user. */
export async function toggleHeat(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  await configuration.update('show.heat', !readSettings(null)['show.heat'], vscode.ConfigurationTarget.Global);
}

/** Silences a rule of advice for the user. */
export async function ignoreRule(rule: string | null): Promise<void> {
  const { 'advice.ignoredRules': ignored } = readSettings(null);
  if (rule === null || ignored.includes(rule)) return;
  await vscode.workspace.getConfiguration(SECTION).update('advice.ignoredRules', [...ignored, rule], vscode.ConfigurationTarget.Global);
}

function sameShape(value: unknown, fallback: unknown): boolean {
  if (Array.isArray(fallback)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (typeof fallback === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === typeof fallback;
}
