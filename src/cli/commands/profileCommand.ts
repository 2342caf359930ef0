/** `emberline profile`: stands in the program's place, and says at the end where its time and memory went. */
import { accessSync, constants as access, existsSync } from 'node:fs';
import { constants } from 'node:os';
import * as path from 'node:path';
import { EmberlineError } from '../../core/errors';
import type { ProcessEnd } from '../../run/childProcess';
import { processLauncher, standInForSignals } from '../../run/profileProcess';
import { ProfileRun } from '../../run/profileRun';
import { chooseInterpreter } from '../interpreter';
import type { Terminal } from '../output';
import { profileArguments, type ProfileArguments } from '../profileArguments';
import { openRecording } from '../recordingFile';
import { shownPath } from '../text/paths';
import { summary } from '../text/summary';

export async function profileCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const asked = profileArguments(args, terminal.cwd);
  checkProgram(asked, terminal.cwd);
  const out = recordingPath(asked, terminal.cwd);
  const interpreter = await chooseInterpreter(asked.python, terminal.cwd, terminal.env);
  const run = new ProfileRun(
    {
      interpreter: interpreter.command,
      interpreterArgs: [],
      shim: shimFolder(),
      target: asked.target,
      cwd: terminal.cwd,
      env: {},
      out,
      engine: asked.engine,
      intervalUs: asked.intervalUs,
      memory: asked.memory,
      calls: asked.calls,
      watches: asked.watches,
      workspace: asked.workspace,
    },
    { launch: processLauncher('inherit', terminal.env), now: () => Date.now() },
  );
  const restore = standInForSignals(run);
  const state = await run.run();
  restore();
  if (state.name !== 'finished') {
    throw state.name === 'failed' ? state.error : new Error(`the run ended as ${state.name}`);
  }
  if (!asked.quiet) {
    report(state.recording, terminal);
  }
  return endAs(state.end);
}

/** Python would say so too, but only after a recording of nothing was begun. @throws EmberlineError program-not-found */
function checkProgram({ target }: ProfileArguments, cwd: string): void {
  if (target.kind === 'script' && !existsSync(path.resolve(cwd, target.path))) {
    throw new EmberlineError('program-not-found', `There is no file ${target.path}.`, 'Name a script, or -m and a module.');
  }
}

/** @throws EmberlineError output-unwritable, before anything was started */
function recordingPath({ out, target }: ProfileArguments, cwd: string): string {
  const file = path.resolve(cwd, out ?? `${targetName(target)}-${timestamp(new Date())}.ember`);
  const folder = path.dirname(file);
  try {
    accessSync(existsSync(file) ? file : folder, access.W_OK);
  } catch (cause) {
    const why = existsSync(folder) ? 'writing there is not allowed' : 'the folder does not exist';
    throw new EmberlineError('output-unwritable', `${out ?? file} cannot be written: ${why}.`, 'Name another file with --out.', { cause });
  }
  return file;
}

function targetName(target: ProfileArguments['target']): string {
  return target.kind === 'module' ? target.module : path.basename(target.path).replace(/\.pyw?$/, '');
}

/** Local time as `20261124-013005`, so that names sort by age. */
function timestamp(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

/** The shim lies beside the command line's bundle. */
function shimFolder(): string {
  const folder = path.join(__dirname, 'shim');
  if (!existsSync(path.join(folder, '__main__.py'))) {
    throw new EmberlineError('shim-missing', 'This installation of Emberline lacks its Python part.', 'Install Emberline again.');
  }
  return folder;
}

/** A summary that cannot be made is said, and the program's exit code stands. */
function report(file: string, terminal: Terminal): void {
  try {
    const recording = openRecording(file, terminal.cwd);
    const context = { cwd: terminal.cwd, style: terminal.errorStyle, width: terminal.errorWidth };
    terminal.error(`\n${summary(recording, context)}\nRecording: ${shownPath(file, terminal.cwd)}\n`);
  } catch (error) {
    if (!(error instanceof EmberlineError)) {
      throw error;
    }
    terminal.error(`\nemberline: ${error.message} ${error.hint}\n`);
  }
}

/** Signals whose default is a core dump: ours would only be a picture of Node. */
const DUMPING = ['SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV', 'SIGSYS', 'SIGXCPU', 'SIGXFSZ'] as const;

/** The program's exit code; where a signal ended it, the same signal ends us, as the caller would have seen it. */
function endAs({ exitCode, signal }: ProcessEnd): number {
  if (signal === null) {
    return exitCode ?? 1;
  }
  const dumps = DUMPING.some((name) => constants.signals[name] === signal);
  if (!dumps && process.platform !== 'win32') {
    process.kill(process.pid, signal);
  }
  return 128 + signal;
}
