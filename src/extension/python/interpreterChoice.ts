/** Which interpreter runs a program, and why: the first source that names one, in a fixed order. No vscode. */
import { EmberlineError } from '../../core/errors';
import { probeInterpreter, type Interpreter } from '../../run/interpreterProbe';

/** A place where an interpreter may be named. */
export interface InterpreterSource {
  /** Completes «… because it is …», such as `the one selected in the Python extension`. */
  readonly why: string;
  /** Path or command; null: this source names none. */
  find(): Promise<string | null>;
  /** Whether a failing interpreter is the user's choice, so that its failure is told instead of trying the next. */
  readonly chosen: boolean;
}

export interface ChosenInterpreter extends Interpreter {
  readonly why: string;
}

/** @throws EmberlineError of the chosen interpreter, or python-not-found when no source names one that runs */
export async function chooseInterpreter(
  sources: readonly InterpreterSource[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<ChosenInterpreter> {
  let first: EmberlineError | null = null;
  for (const source of sources) {
    const command = await source.find();
    if (command === null) continue;
    try {
      return { ...(await probeInterpreter(command, cwd, env)), why: source.why };
    } catch (error) {
      if (!(error instanceof EmberlineError)) throw error;
      if (source.chosen) throw new EmberlineError(error.code, `${error.message.replace(/\.$/u, '')} (${source.why}).`, error.hint);
      first ??= error.code === 'python-not-found' ? null : error;
    }
  }
  throw first ?? new EmberlineError('python-not-found', 'No Python was found.', 'Install Python 3.9 or newer, or select an interpreter.');
}
