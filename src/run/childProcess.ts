/** Starts child processes; the only importer of execa, which is loaded when the first process is started. */
import { constants } from 'node:os';
import type { Options } from 'execa';

/** How a process ended. Exactly one is set, unless the operating system told us neither. */
export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: number | null;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the child. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Captured {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why there is no exit code. */
  readonly failure: 'not-found' | 'not-executable' | 'timeout' | 'killed' | null;
}

/** Where the streams of a launched process go. `inherit`: ours are its own. A function: every piece of text as it comes. */
export type Streams = 'inherit' | ((text: string) => void);

export interface Running {
  readonly pid: number | null;
  readonly ended: Promise<ProcessEnd>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs a short command to its end and returns what it wrote. Never throws for what the command does. */
export async function capture(command: Command, timeoutMs: number): Promise<Captured> {
  const { execa } = await import('execa');
  const result = await execa(command.file, [...command.args], {
    cwd: command.cwd,
    env: command.env,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: timeoutMs,
    maxBuffer: 1_000_000,
  });
  const code = result.failed && 'code' in result ? result.code : undefined;
  const failure =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? 'not-found'
      : code === 'EACCES' || code === 'ENOEXEC' || code === 'EPERM' || code === 'EISDIR'
        ? 'not-executable'
        : result.timedOut
          ? 'timeout'
          : result.exitCode === undefined
            ? 'killed'
            : null;
  return { exitCode: result.exitCode ?? null, stdout: result.stdout, stderr: result.stderr, failure };
}

/** Starts a process that may run for hours. Throws when it cannot be started at all. */
export async function launch(command: Command, streams: Streams): Promise<Running> {
  const { execa } = await import('execa');
  const options = {
    cwd: command.cwd,
    env: command.env,
    extendEnv: false,
    reject: false,
    buffer: false,
    // The program decides when it ends; it outlives us only where the terminal lets it.
    cleanup: true,
    ...(streams === 'inherit' ? { stdio: 'inherit' as const } : { stdin: 'ignore' as const }),
  } satisfies Options;
  const child = execa(command.file, [...command.args], options);
  if (streams !== 'inherit') {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', streams);
    }
  }
  const ended = child.then((result): ProcessEnd => {
    if (child.pid === undefined) throw new Error(result instanceof Error ? result.message : `${command.file} could not be started`);
    const signal = result.signal === undefined ? undefined : constants.signals[result.signal];
    return { exitCode: result.exitCode ?? null, signal: signal ?? null };
  });
  if (child.pid === undefined) await ended;
  return { pid: child.pid ?? null, ended, kill: (signal) => void child.kill(signal) };
}
