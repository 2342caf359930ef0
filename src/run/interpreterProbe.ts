/** Asks an interpreter what it is, and says in one sentence why when it cannot be used. */
import { EmberlineError } from '../core/errors';
import { capture, type Captured } from './childProcess';

export interface Interpreter {
  /** What was started, as the user named it. */
  readonly command: string;
  /** sys.executable. */
  readonly executable: string;
  readonly version: string;
  readonly implementation: string;
  readonly freeThreaded: boolean;
}

const OLDEST: readonly [number, number] = [3, 9];
const TIMEOUT_MS = 15_000;
const MARK = 'emberline-interpreter ';

// Runs on Python 2 as well, so that an old interpreter is called old and not broken.
const QUESTION = `
import sys, json
i = getattr(sys, 'implementation', None)
gil = getattr(sys, '_is_gil_enabled', lambda: True)()
sys.stdout.write('${MARK}' + json.dumps({
    'executable': sys.executable, 'version': '%d.%d.%d' % sys.version_info[:3],
    'implementation': i.name if i else 'cpython', 'freeThreaded': not gil}) + chr(10))
`;

/**
 * Starts `python -I -c …` and reads its answer.
 * Throws EmberlineError: python-not-found, python-store-stub, python-too-old, python-not-cpython, python-broken.
 */
export async function probeInterpreter(command: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Interpreter> {
  const captured = await capture({ file: command, args: ['-I', '-c', QUESTION], cwd, env }, TIMEOUT_MS);
  const answer = captured.exitCode === 0 ? readAnswer(command, captured.stdout) : null;
  if (answer === null) throw explainFailure(command, captured);
  return checkSupported(answer);
}

/** The interpreter itself, when Emberline can run on it. */
export function checkSupported(interpreter: Interpreter): Interpreter {
  const [major = 0, minor = 0] = interpreter.version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) throw tooOld(interpreter.command, `Python ${interpreter.version}`);
  if (interpreter.implementation !== 'cpython') {
    throw new EmberlineError(
      'python-not-cpython',
      `${interpreter.command} is ${interpreter.implementation}; Emberline measures CPython.`,
      'Select a CPython 3.9 or newer.',
    );
  }
  return interpreter;
}

function tooOld(command: string, version: string): EmberlineError {
  return new EmberlineError(
    'python-too-old',
    `${command} is ${version}; Emberline needs Python ${OLDEST.join('.')} or newer.`,
    'Select a newer interpreter.',
  );
}

function readAnswer(command: string, stdout: string): Interpreter | null {
  const line = stdout.split(/\r?\n/u).find((text) => text.startsWith(MARK));
  if (line === undefined) return null;
  try {
    return decodeAnswer(command, JSON.parse(line.slice(MARK.length)));
  } catch {
    return null;
  }
}

function decodeAnswer(command: string, value: unknown): Interpreter | null {
  if (typeof value !== 'object' || value === null) return null;
  const { executable, version, implementation, freeThreaded } = value as Record<string, unknown>;
  if (typeof version !== 'string' || typeof implementation !== 'string') return null;
  return {
    command,
    executable: typeof executable === 'string' && executable !== '' ? executable : command,
    version,
    implementation,
    freeThreaded: freeThreaded === true,
  };
}

function explainFailure(command: string, captured: Captured): EmberlineError {
  const { failure, stdout, stderr } = captured;
  if (isStoreStub(command, stdout + stderr, captured.exitCode)) {
    return new EmberlineError(
      'python-store-stub',
      `${command} is the Microsoft Store's placeholder, not a Python.`,
      'Install Python, or turn off the alias under Manage app execution aliases, and select the interpreter.',
    );
  }
  if (/unknown option: -I/iu.test(stderr)) return tooOld(command, 'Python 2');
  if (failure === 'not-found') {
    return new EmberlineError('python-not-found', `There is no Python at ${command}.`, 'Select an interpreter.');
  }
  const why =
    failure === 'timeout'
      ? `did not answer within ${TIMEOUT_MS / 1000} seconds`
      : failure === 'not-executable'
        ? 'cannot be run'
        : `does not start${lastLine(stderr)}`;
  return new EmberlineError('python-broken', `${command} ${why}.`, 'Select another interpreter, or repair this one.');
}

/** The placeholder prints an advertisement and exits with 9009, or does so without a word. */
function isStoreStub(command: string, output: string, exitCode: number | null): boolean {
  return /Microsoft Store/iu.test(output) || (exitCode === 9009 && /[\\/]WindowsApps[\\/]/iu.test(command));
}

function lastLine(text: string): string {
  const lines = text.trim().split(/\r?\n/u);
  const last = lines[lines.length - 1] ?? '';
  return last === '' ? '' : ` (${last.slice(0, 200).replace(/\.$/u, '')})`;
}
