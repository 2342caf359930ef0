/** Runs one profile at a time: builds the job, chooses the interpreter, launches, and shows the recording. */
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { EmberlineError } from '../../core/errors';
import { definedOnly } from '../../run/profileProcess';
import { ProfileRun, type RunRequest } from '../../run/profileRun';
import type { StopMode } from '../../run/runServer';
import type { RunState } from '../../run/runState';
import { syntaxProblem } from '../../run/syntaxCheck';
import { CONTEXT_KEYS } from '../contributions';
import type { WatchList } from '../editor/watchList';
import type { Log } from '../log';
import { chooseInterpreter, type ChosenInterpreter } from '../python/interpreterChoice';
import { interpreterSources } from '../python/interpreterSources';
import { openRecordingFile, type OpenedRecording } from '../recordings/recordingFile';
import type { RecordingStore } from '../recordings/recordingStore';
import type { OutputConsole } from './channelLauncher';
import { decodeJobSpec, type JobSpec } from './jobSpec';
import { buildJob, type ProfileJob } from './profileJob';
import type { RunStatus } from './runStatus';
import type { SyntaxProblems } from './syntaxProblems';
import { terminalLauncher } from './terminalLauncher';

const LAST_SPEC = 'emberline.lastJob';

export interface RunParts {
  readonly extensionPath: string;
  readonly memory: vscode.Memento;
  readonly log: Log;
  readonly store: RecordingStore;
  readonly status: RunStatus;
  readonly watches: WatchList;
  readonly problems: SyntaxProblems;
  readonly output: OutputConsole;
  /** Shows what a run recorded. */
  readonly finished: (opened: OpenedRecording, job: ProfileJob) => void;
}

export class RunController {
  private busy = false;
  private current: ProfileRun | null = null;
  private lastInterpreter: ChosenInterpreter | null = null;

  constructor(private readonly parts: RunParts) {
    this.setContext(CONTEXT_KEYS.again, this.lastSpec !== null);
  }

  /** `idle` exactly when another run may begin. */
  get state(): RunState['name'] {
    return this.current?.state.name ?? (this.busy ? 'starting' : 'idle');
  }

  get interpreter(): ChosenInterpreter | null {
    return this.lastInterpreter;
  }

  get lastSpec(): JobSpec | null {
    return decodeJobSpec(this.parts.memory.get<unknown>(LAST_SPEC));
  }

  /** Runs to the end. @throws EmberlineError with what kept it from running */
  async profile(spec: JobSpec): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      throw new EmberlineError('workspace-untrusted', 'Profiling runs the program, and this workspace is not trusted.', 'Trust the workspace first.');
    }
    if (this.busy) {
      throw new EmberlineError('run-in-progress', 'A program is being profiled already.', 'Stop it, or wait until it has ended.');
    }
    this.busy = true;
    this.setContext(CONTEXT_KEYS.running, true);
    try {
      await this.parts.memory.update(LAST_SPEC, spec);
      this.setContext(CONTEXT_KEYS.again, true);
      await this.runJob(await buildJob(spec));
    } finally {
      this.busy = false;
      this.current = null;
      this.parts.status.end();
      this.setContext(CONTEXT_KEYS.running, false);
    }
  }

  /** Ends the profile and keeps its data; the program is interrupted, as Ctrl+C would. Asked again, it is ended by force. */
  stop(mode: StopMode = 'interrupt'): void {
    if (this.state === 'stopping') this.current?.kill();
    else this.current?.stop(mode);
  }

  private async runJob(job: ProfileJob): Promise<void> {
    const { log, status, store } = this.parts;
    const interpreter = await this.choose(job);
    await this.checkSyntax(job, interpreter);
    const out = await store.newFile(job.title, new Date());
    const request = this.request(job, interpreter, out);
    log.info(`Profiling ${job.title} in ${job.cwd}`);
    const folder = job.resource === null ? undefined : vscode.workspace.getWorkspaceFolder(job.resource);
    const launch = job.console === 'outputChannel' ? this.parts.output.launcher(job.title) : terminalLauncher(job.title, folder ?? null);
    this.current = new ProfileRun(request, { launch, now: () => Date.now() });
    this.current.onState((state) => status.update(state));
    status.begin(job.title, `Python ${interpreter.version}, ${interpreter.why}`);
    await this.conclude(await this.current.run(), job);
  }

  private async conclude(state: RunState, job: ProfileJob): Promise<void> {
    const { log, store } = this.parts;
    if (state.name === 'failed') throw state.error;
    if (state.name !== 'finished') return;
    const opened = await openRecordingFile(state.recording);
    const { meta } = opened.recording;
    log.info(`${job.title}: ${meta.completeness}, exit code ${meta.exitCode ?? state.end.exitCode ?? 'unknown'}, ${meta.sampleCount} samples, ${state.recording}`);
    for (const { code, message } of meta.notices) log.info(`${code}: ${message}`);
    this.parts.finished(opened, job);
    const gone = await store.prune(job.settings['recordings.maxSize'] * 1e6, state.recording);
    for (const file of gone) log.info(`Removed ${path.basename(file)}: recordings take more than emberline.recordings.maxSize.`);
  }

  private async choose(job: ProfileJob): Promise<ChosenInterpreter> {
    const { log } = this.parts;
    const folders = [job.workspace, job.cwd, job.resource === null ? null : path.dirname(job.resource.fsPath)];
    const sources = interpreterSources({
      resource: job.resource,
      folders: [...new Set(folders.filter((folder) => folder !== null))],
      setting: job.pythonSetting,
      configured: job.configuredPython,
      env: { ...process.env, ...job.env },
      log,
    });
    const chosen = await chooseInterpreter(sources, existsSync(job.cwd) ? job.cwd : process.cwd(), definedOnly(process.env));
    log.info(`Python ${chosen.version} at ${chosen.executable}: ${chosen.why}`);
    this.lastInterpreter = chosen;
    return chosen;
  }

  private async checkSyntax(job: ProfileJob, interpreter: ChosenInterpreter): Promise<void> {
    const { target } = job;
    if (target.kind === 'module') return;
    const file = target.kind === 'script' ? target.path : target.file;
    const uri = vscode.Uri.file(path.resolve(job.cwd, file));
    this.parts.problems.clear(uri);
    const problem = await syntaxProblem(interpreter.command, uri.fsPath, process.cwd(), definedOnly(process.env));
    if (problem === null) return;
    this.parts.problems.show(uri, problem);
    throw new EmberlineError(
      'program-syntax-error',
      `${path.basename(file)} has a syntax error on line ${problem.line}: ${problem.message}.`,
      'Correct it and profile again.',
    );
  }

  private request(job: ProfileJob, interpreter: ChosenInterpreter, out: string): RunRequest {
    const shim = path.join(this.parts.extensionPath, 'dist', 'shim');
    if (!existsSync(path.join(shim, '__main__.py'))) {
      throw new EmberlineError('shim-missing', 'This installation of Emberline lacks its Python part.', 'Install Emberline again.');
    }
    const { engine, interval, memory } = job.settings;
    return {
      interpreter: interpreter.command,
      interpreterArgs: job.interpreterArgs,
      shim,
      target: job.target,
      cwd: job.cwd,
      env: job.env,
      out,
      engine,
      intervalUs: interval,
      memory,
      calls: job.calls,
      watches: this.parts.watches.forRun(),
      workspace: job.workspace,
    };
  }

  private setContext(key: string, value: boolean): void {
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
