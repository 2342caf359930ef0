/** Turns what the user asked for, with settings and launch configurations, into everything that a run needs but the interpreter. */
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { EmberlineError } from '../../core/errors';
import { targetTitle, type RunTarget } from '../../run/runTarget';
import type { ConsoleKind, Settings } from '../contributions';
import { parseEnvFile } from '../python/envFile';
import { pythonConfigurations, type PythonConfiguration } from '../python/launchConfiguration';
import { substituteVariables, type VariableScope } from '../python/variables';
import { variableScope } from '../python/variableScope';
import { launchConfigurations, readSettings } from '../settings';
import type { JobSpec } from './jobSpec';
import { saveAndLocate } from './programFile';

export interface ProfileJob {
  readonly title: string;
  readonly target: RunTarget;
  readonly resource: vscode.Uri | null;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly interpreterArgs: readonly string[];
  readonly console: ConsoleKind;
  /** Interpreter that the launch configuration names. */
  readonly configuredPython: string | null;
  /** `emberline.python` with its variables replaced. */
  readonly pythonSetting: string;
  readonly settings: Settings;
  readonly workspace: string | null;
  /** Count every call as well. */
  readonly calls: boolean;
  /** Qualified name of the function to show afterwards. */
  readonly focus: string | null;
}

/** What settings and launch configurations both have. */
type Circumstances = Pick<Settings, 'args' | 'env' | 'envFile' | 'pythonArgs' | 'console'> & { readonly cwd: string; readonly python: string | null };

/** @throws EmberlineError when the file cannot be run as it is, or a setting cannot be read */
export async function buildJob(spec: JobSpec): Promise<ProfileJob> {
  const resource = resourceOf(spec);
  const file = resource === null ? null : await saveAndLocate(resource);
  if (file === null) await vscode.workspace.saveAll(false);
  const settings = readSettings(resource ?? folderOf(spec));
  const scope = variableScope(resource ?? folderOf(spec));
  const configuration = spec.kind === 'configuration' ? configurationNamed(spec) : null;
  const circumstances = configuration === null ? ofSettings(settings) : ofConfiguration(configuration, settings);
  const replace = (text: string): Promise<string> => substituteVariables(text, scope);
  const cwd = await workingFolder(circumstances.cwd, scope, file);
  const args = await Promise.all((givenArgs(spec) ?? circumstances.args).map(spec.kind === 'module' ? plain : replace));
  const target = await targetOf(spec, file, args, configuration, replace);
  return {
    title: targetTitle(target),
    target,
    resource,
    cwd,
    env: await environment(circumstances, scope),
    interpreterArgs: await Promise.all(circumstances.pythonArgs.map(replace)),
    console: circumstances.console,
    configuredPython: circumstances.python === null ? null : await replace(circumstances.python),
    pythonSetting: settings.python === '' ? '' : await replace(settings.python),
    settings,
    workspace: scope.workspaceFolder,
    calls: spec.kind === 'file' && spec.calls === true,
    focus: spec.kind === 'file' ? spec.focus : null,
  };
}

const plain = (text: string): Promise<string> => Promise.resolve(text);

function resourceOf(spec: JobSpec): vscode.Uri | null {
  return spec.kind === 'file' || spec.kind === 'test' ? vscode.Uri.parse(spec.uri) : null;
}

function folderOf(spec: JobSpec): vscode.Uri | null {
  if (spec.kind === 'configuration' && spec.folder !== null) return vscode.Uri.parse(spec.folder);
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? null;
}

/** Arguments of the spec itself; null: those of the settings or the configuration. Tests get none. */
function givenArgs(spec: JobSpec): readonly string[] | null {
  return spec.kind === 'test' ? [] : spec.kind === 'configuration' ? null : spec.args;
}

async function targetOf(
  spec: JobSpec,
  file: string | null,
  args: readonly string[],
  configuration: PythonConfiguration | null,
  replace: (text: string) => Promise<string>,
): Promise<RunTarget> {
  if (spec.kind === 'test' && file !== null) return { kind: 'test', runner: spec.runner, file, testId: spec.testId, args };
  if (spec.kind === 'module') return { kind: 'module', module: spec.module, args };
  if (configuration !== null && configuration.module !== null) return { kind: 'module', module: await replace(configuration.module), args };
  const script = file ?? (await replace(configuration?.program ?? ''));
  return { kind: 'script', path: script, args };
}

function configurationNamed(spec: Extract<JobSpec, { kind: 'configuration' }>): PythonConfiguration {
  const folder = (vscode.workspace.workspaceFolders ?? []).find(({ uri }) => uri.toString() === spec.folder) ?? null;
  const found = pythonConfigurations(launchConfigurations(folder)).find(({ name }) => name === spec.name);
  if (found === undefined) {
    throw new EmberlineError('setting-invalid', `There is no Python launch configuration «${spec.name}».`, 'Choose another one.');
  }
  return found;
}

function ofSettings(settings: Settings): Circumstances {
  return { ...settings, python: null };
}

function ofConfiguration(configuration: PythonConfiguration, settings: Settings): Circumstances {
  return { ...configuration, cwd: configuration.cwd ?? settings.cwd, envFile: configuration.envFile ?? settings.envFile };
}

/** The file's own folder where the setting speaks of a workspace and there is none. */
async function workingFolder(setting: string, scope: VariableScope, file: string | null): Promise<string> {
  const fallback = file === null ? (scope.workspaceFolder ?? scope.userHome) : path.dirname(file);
  if (setting === '') return scope.workspaceFolder ?? fallback;
  if (scope.workspaceFolder === null && /\$\{(?:workspaceFolder|workspaceRoot|cwd|fileWorkspaceFolder)\}/u.test(setting)) return fallback;
  return path.resolve(scope.workspaceFolder ?? fallback, await substituteVariables(setting, scope));
}

/** Variables of envFile, then those of env on top. A file that is not there is no error: the default names one that few have. */
async function environment({ env, envFile }: Circumstances, scope: VariableScope): Promise<Record<string, string>> {
  const needsFolder = scope.workspaceFolder === null && envFile.includes('${workspaceFolder}');
  const file = envFile === '' || needsFolder ? null : await substituteVariables(envFile, scope);
  const text = file === null ? '' : await readFile(file, 'utf8').catch(() => '');
  const variables = parseEnvFile(text, process.env);
  for (const [name, value] of Object.entries(env)) variables[name] = await substituteVariables(String(value), scope);
  return variables;
}
