/** Runs one measuring job in a process of its own: job and answer are files, what the program prints goes nowhere, cancelling kills. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, platform, tmpdir } from 'node:os';
import * as path from 'node:path';
import { EmberlineError, type ErrorCode } from '../../core/errors';
import { asBoolean, asString, FieldError, type JsonObject, parseObject } from '../../protocol/jsonFields';
import { launch } from '../childProcess';

/** Everything that a job needs besides what it is about. */
export interface Bench {
  readonly interpreter: string;
  readonly interpreterArgs: readonly string[];
  /** Folder that holds the shim's `__main__.py`. */
  readonly shim: string;
  readonly cwd: string;
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Told after each step: how many of about how many are done. */
export type Progress = (done: number, of: number, what: string) => void;

const KNOWN: Readonly<Record<string, ErrorCode>> = {
  'piece-needs-values': 'piece-needs-values',
  'piece-not-timed': 'piece-not-timed',
  'call-not-python': 'piece-not-timed',
  'program-not-found': 'program-not-found',
  'not-compiled': 'program-syntax-error',
};
const HINTS: Partial<Record<ErrorCode, string>> = {
  'piece-needs-values': 'Record the values from a run of the program, or time a call with arguments.',
  'piece-not-timed': 'Choose another piece.',
  'program-syntax-error': 'Correct it and try again.',
};
const TAIL = 2000;

/** A temporary folder with the files of several jobs. */
export class Workbench {
  private constructor(
    readonly bench: Bench,
    readonly folder: string,
  ) {}

  /** Opens one, hands it over, and removes it whatever happens. */
  static async use<T>(bench: Bench, work: (workbench: Workbench) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(path.join(tmpdir(), 'emberline-'));
    try {
      await mkdir(path.join(folder, 'scratch'));
      return await work(new Workbench(bench, folder));
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  /** A path for what one job keeps for another. */
  file(name: string): string {
    return path.join(this.folder, name);
  }

  /**
   * Runs a job to its end. @throws EmberlineError measuring-cancelled, measuring-failed, or the code that the job's own refusal has
   * @param env on top of the bench's
   */
  async run(kind: string, fields: Readonly<Record<string, unknown>>, env: Readonly<Record<string, string>> = {}): Promise<JsonObject> {
    const [jobFile, out, scratch] = [this.file('job.json'), this.file('answer.json'), this.file('scratch')];
    await rm(out, { force: true });
    await writeFile(jobFile, JSON.stringify({ kind, out, folder: this.folder, scratch, ...fields }));
    const told = await this.start(jobFile, env);
    const text = await readFile(out, 'utf8').catch(() => null);
    if (this.bench.signal.aborted) throw cancelled();
    if (text === null) throw failed(`The measuring process ended without an answer${told === '' ? '' : `: ${told}`}`);
    return answerOf(text);
  }

  /** Starts the process and waits; what it wrote last, for a process that died. */
  private async start(jobFile: string, env: Readonly<Record<string, string>>): Promise<string> {
    const { interpreter, interpreterArgs, shim, cwd, signal } = this.bench;
    if (signal.aborted) throw cancelled();
    let tail = '';
    const command = {
      file: interpreter,
      args: [...interpreterArgs, shim, '--measure', jobFile],
      cwd,
      env: { ...this.bench.env, ...this.scratchVariables(), ...env },
    };
    const running = await launch(command, (text) => (tail = (tail + text).slice(-TAIL)));
    const kill = (): void => running.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });
    try {
      await running.ended;
    } finally {
      signal.removeEventListener('abort', kill);
    }
    return tail.trim().split('\n').at(-1) ?? '';
  }

  /** Temporary files of the program go where nobody misses them. */
  private scratchVariables(): Record<string, string> {
    const scratch = this.file('scratch');
    return platform() === 'win32' ? { TEMP: scratch, TMP: scratch } : { TMPDIR: scratch };
  }
}

function answerOf(text: string): JsonObject {
  try {
    const answer = parseObject(text, 'answer');
    if (asBoolean(answer['ok'], 'ok')) return answer;
    const code = asString(answer['code'], 'code');
    const message = asString(answer['message'], 'message');
    if (code === 'worker-fault') throw failed(`The measuring process failed: ${message.trim().split('\n').at(-1) ?? ''}`, message);
    const known = KNOWN[code] ?? 'measuring-failed';
    throw new EmberlineError(known, message, HINTS[known] ?? 'The message says why.');
  } catch (error) {
    throw error instanceof FieldError ? failed(`The measuring process answered what is not understood: ${error.message}`) : error;
  }
}

function failed(message: string, cause?: string): EmberlineError {
  return new EmberlineError('measuring-failed', `${message.replace(/\.$/u, '')}.`, 'See the log for details.', cause === undefined ? {} : { cause });
}

export function cancelled(): EmberlineError {
  return new EmberlineError('measuring-cancelled', 'Measuring was cancelled.', 'Start it again when you like.');
}

/** Programs that want a processor, per processor, not counting the one that is measured; null where the system does not say. */
export function systemLoad(): number | null {
  if (platform() === 'win32') return null;
  return Math.max(0, (loadavg()[0] ?? 0) - 1) / availableParallelism();
}
