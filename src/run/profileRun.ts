/** One run from start to a whole recording on disk: state machine, live connection, process. How it is launched is given. */
import { rm } from 'node:fs/promises';
import { EmberlineError } from '../core/errors';
import type { Command, ProcessEnd } from './childProcess';
import { finishRecording } from './finishRecording';
import { RunServer, type StopMode } from './runServer';
import { nextRunState, type RunEvent, type RunState } from './runState';
import { shimCommand, type ShimRequest } from './shimCommand';

/** A started program. */
export interface LaunchedProgram {
  /** Resolves when the program has ended. */
  readonly ended: Promise<ProcessEnd>;
  /** Ends the program itself: used only when it cannot be reached through the shim. */
  kill(): void;
}

/** Starts a command in a terminal, with inherited streams, or with its output going to a channel. */
export type Launcher = (command: Command) => Promise<LaunchedProgram>;

export interface RunParts {
  readonly launch: Launcher;
  /** Unix epoch, ms. */
  readonly now: () => number;
}

export type RunRequest = Omit<ShimRequest, 'live'>;

export class ProfileRun {
  private current: RunState = { name: 'idle' };
  private readonly listeners = new Set<(state: RunState) => void>();
  private server: RunServer | null = null;
  private program: LaunchedProgram | null = null;
  private connectedAt: number | null = null;
  private pendingStop: StopMode | null = null;

  constructor(
    readonly request: RunRequest,
    private readonly parts: RunParts,
  ) {}

  get state(): RunState {
    return this.current;
  }

  /** Called with every new state. Returns what removes the listener. */
  onState(listener: (state: RunState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Runs to the end. Never rejects: the outcome is the returned state, `finished` or `failed`. */
  async run(): Promise<RunState> {
    this.take({ name: 'started' });
    try {
      this.server = await RunServer.listen({
        connected: () => this.onConnected(),
        progressed: (samples) => this.onProgress(samples),
      });
      const live = { address: this.server.address, token: this.server.token };
      this.program = await this.parts.launch(shimCommand({ ...this.request, live }));
      await this.conclude(await this.program.ended);
    } catch (error) {
      this.take({ name: 'failed', error: asLaunchError(error) });
    } finally {
      this.server?.close();
    }
    return this.current;
  }

  /** Ends the profile and keeps its data. */
  stop(mode: StopMode): void {
    this.take({ name: 'stopRequested' });
    if (this.current.name !== 'stopping') return;
    this.pendingStop = this.server?.sendStop(mode) === true ? null : mode;
  }

  /** Ends the program by force; what was recorded so far is kept. */
  kill(): void {
    this.take({ name: 'stopRequested' });
    this.program?.kill();
  }

  private async conclude(end: ProcessEnd): Promise<void> {
    const recording = this.request.out;
    const finish = await finishRecording(recording, end, this.parts.now(), this.server?.lastWords ?? []);
    if (finish !== 'none') {
      this.take({ name: 'ended', recording, end });
      return;
    }
    await rm(recording, { force: true });
    this.take({ name: 'failed', error: nothingRecorded(end) });
  }

  private onConnected(): void {
    this.connectedAt = this.parts.now();
    this.take({ name: 'connected' });
    if (this.pendingStop === null) return;
    this.server?.sendStop(this.pendingStop);
    this.pendingStop = null;
  }

  private onProgress(samples: number): void {
    const elapsedNs = (this.parts.now() - (this.connectedAt ?? this.parts.now())) * 1e6;
    this.take({ name: 'progressed', progress: { elapsedNs, samples } });
  }

  private take(event: RunEvent): void {
    const next = nextRunState(this.current, event);
    if (next === this.current) return;
    this.current = next;
    for (const listener of this.listeners) listener(next);
  }
}

function nothingRecorded(end: ProcessEnd): EmberlineError {
  const how = end.signal !== null ? `was killed by signal ${end.signal}` : `ended with exit code ${end.exitCode ?? 'unknown'}`;
  return new EmberlineError('shim-refused', `Python ${how} before the profile began.`, 'Its output says why.');
}

function asLaunchError(error: unknown): EmberlineError {
  if (error instanceof EmberlineError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new EmberlineError('program-not-started', `The program could not be started: ${reason}`, 'See the log for details.');
}
