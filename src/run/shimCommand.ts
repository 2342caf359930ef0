/** Builds the command line and environment that run a target under the shim. */
import * as path from 'node:path';
import type { Watch } from '../core/recording';
import type { Command } from './childProcess';
import type { RunTarget } from './runTarget';

export type EngineChoice = 'auto' | 'native' | 'python';
export type MemoryChoice = 'auto' | 'on' | 'off';

export interface ShimRequest {
  readonly interpreter: string;
  /** Options of the interpreter itself, such as `-X dev`. */
  readonly interpreterArgs: readonly string[];
  /** Folder that holds the shim's `__main__.py`. */
  readonly shim: string;
  readonly target: RunTarget;
  readonly cwd: string;
  /** Variables on top of those that the launcher gives every program. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the recording is written. */
  readonly out: string;
  /** Live connection; null: the file alone. */
  readonly live: { readonly address: string; readonly token: string } | null;
  readonly engine: EngineChoice;
  /** Microseconds between samples. */
  readonly intervalUs: number;
  readonly memory: MemoryChoice;
  /** Count every call as well. */
  readonly calls: boolean;
  readonly watches: readonly Watch[];
  /** Folder whose files count as the user's own; null: the shim decides. */
  readonly workspace: string | null;
}

export function shimCommand(request: ShimRequest): Command {
  const { live } = request;
  return {
    file: request.interpreter,
    args: [...request.interpreterArgs, request.shim, ...shimOptions(request), '--', ...targetArguments(request.target, request.cwd)],
    cwd: request.cwd,
    env: live === null ? request.env : { ...request.env, EMBERLINE_TOKEN: live.token },
  };
}

function shimOptions(request: ShimRequest): string[] {
  const options = ['--out', request.out, '--engine', request.engine, '--interval-us', String(request.intervalUs)];
  if (request.live !== null) options.push('--connect', request.live.address);
  if (request.memory !== 'auto') options.push(request.memory === 'on' ? '--memory' : '--no-memory');
  if (request.calls) options.push('--calls');
  for (const watch of request.watches) options.push('--reference', watchArgument(watch));
  if (request.workspace !== null) options.push('--workspace', request.workspace);
  return options;
}

/** `NAME[@FILE[:LINE]]`, as the shim and the command line read it. */
export function watchArgument(watch: Watch): string {
  if (watch.file === null) return watch.name;
  return watch.line === null ? `${watch.name}@${watch.file}` : `${watch.name}@${watch.file}:${watch.line}`;
}

/** What follows `python` for a target: what the user would have typed. */
export function targetArguments(target: RunTarget, cwd: string): string[] {
  switch (target.kind) {
    case 'script':
      return [target.path, ...target.args];
    case 'module':
      return ['-m', target.module, ...target.args];
    case 'test':
      return target.runner === 'pytest'
        ? ['-m', 'pytest', pytestId(target.file, target.testId), ...target.args]
        : ['-m', 'unittest', ...unittestArguments(target.file, target.testId, cwd), ...target.args];
  }
}

function pytestId(file: string, testId: string | null): string {
  return testId === null ? file : `${file}::${testId}`;
}

/** A dotted name where the file can be imported from cwd (packages keep their relative imports), else discovery in its own folder. */
function unittestArguments(file: string, testId: string | null, cwd: string): string[] {
  const module = dottedModule(file, cwd);
  if (module !== null) return [testId === null ? module : `${module}.${testId}`];
  const discovery = ['discover', '-s', path.dirname(file), '-p', path.basename(file)];
  return testId === null ? discovery : [...discovery, '-k', `*.${testId}`];
}

function dottedModule(file: string, cwd: string): string | null {
  const parts = path.relative(cwd, file).replace(/\.py$/u, '').split(path.sep);
  return parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part)) ? parts.join('.') : null;
}
