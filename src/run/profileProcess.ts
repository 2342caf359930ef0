/** The launcher for runs without an editor's terminal: streams inherited (command line) or handed over as text (output channel). */
import type { Command, Streams } from './childProcess';
import { launch } from './childProcess';
import type { LaunchedProgram, Launcher } from './profileRun';

/** Ends the program the way the system asks programs to end. */
const KILL_SIGNAL: NodeJS.Signals = 'SIGTERM';

/**
 * A launcher for ProfileRun. Rejects when the interpreter cannot be started.
 * @param baseEnv what the program inherits; the command's own variables go on top
 */
export function processLauncher(streams: Streams, baseEnv: NodeJS.ProcessEnv): Launcher {
  return async (command: Command): Promise<LaunchedProgram> => {
    const running = await launch({ ...command, env: { ...definedOnly(baseEnv), ...command.env } }, streams);
    return { ended: running.ended, kill: () => running.kill(KILL_SIGNAL) };
  };
}

/**
 * For a command line that stands in the program's place: Ctrl+C reaches the whole foreground group, so ours is ignored and the program's
 * answer awaited; other requests to end are passed on. Returns what restores the handlers.
 */
export function standInForSignals(program: { kill(): void }): () => void {
  const ignore = (): void => undefined;
  const pass = (): void => program.kill();
  process.on('SIGINT', ignore).on('SIGTERM', pass).on('SIGHUP', pass);
  return () => process.off('SIGINT', ignore).off('SIGTERM', pass).off('SIGHUP', pass);
}

/** Variables that have a value. */
export function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
