/** Which interpreter runs the program when there is no editor to ask. */
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { EmberlineError } from '../core/errors';
import { probeInterpreter, type Interpreter } from '../run/interpreterProbe';
import { definedOnly } from '../run/profileProcess';

export interface ChosenInterpreter extends Interpreter {
  /** Completes «Python 3.12.4, …». */
  readonly why: string;
}

interface Candidate {
  readonly command: string;
  readonly why: string;
}

/**
 * The interpreter asked for; else the one of the active virtual environment, of a .venv in the folder, or python3.
 *
 * @throws EmberlineError when it is missing, too old, not CPython, or does not start
 */
export async function chooseInterpreter(asked: string | null, cwd: string, env: NodeJS.ProcessEnv): Promise<ChosenInterpreter> {
  const [first, ...rest] = asked === null ? candidates(cwd, env) : [{ command: named(asked, cwd), why: 'as asked for' }];
  const variables = definedOnly(env);
  for (const { command, why } of [first, ...rest].filter((candidate) => candidate !== undefined)) {
    try {
      return { ...(await probeInterpreter(command, cwd, variables)), why };
    } catch (error) {
      const tryNext = error instanceof EmberlineError && error.code === 'python-not-found' && asked === null;
      if (!tryNext) {
        throw error instanceof EmberlineError ? new EmberlineError(error.code, error.message, HINT, { cause: error }) : error;
      }
    }
  }
  throw new EmberlineError('python-not-found', 'No Python was found in VIRTUAL_ENV, in .venv, or as python3.', HINT);
}

const HINT = 'Name a CPython 3.9 or newer with --python.';
const WINDOWS = process.platform === 'win32';

/** A path is meant from here; a bare name is looked up as a shell would. */
function named(command: string, cwd: string): string {
  return /[\\/]/.test(command) ? path.resolve(cwd, command) : command;
}

function candidates(cwd: string, env: NodeJS.ProcessEnv): Candidate[] {
  const environment = env['VIRTUAL_ENV'] ?? '';
  const folders = [
    { folder: environment, why: 'of the active virtual environment' },
    { folder: path.join(cwd, '.venv'), why: 'of .venv' },
  ];
  const present = folders
    .filter(({ folder }) => folder !== '')
    .map(({ folder, why }) => ({ command: path.join(folder, WINDOWS ? 'Scripts/python.exe' : 'bin/python'), why }))
    .filter(({ command }) => existsSync(command));
  const names = WINDOWS ? ['python', 'py'] : ['python3', 'python'];
  return [...present, ...names.map((command) => ({ command, why: `the first ${command} of PATH` }))];
}
