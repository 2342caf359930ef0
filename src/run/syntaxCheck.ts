/** Asks an interpreter whether it would accept a file, so that a syntax error is shown at its line and nothing is started. */
import { capture } from './childProcess';

export interface SyntaxProblem {
  readonly message: string;
  /** 1-based; columns 0-based in UTF-16 units, absent where Python does not say. */
  readonly line: number;
  readonly column: number | null;
}

const MARK = 'emberline-syntax ';
const TIMEOUT_MS = 15_000;

const QUESTION = `
import sys, json, warnings
warnings.simplefilter('ignore')
try:
    with open(sys.argv[1], 'rb') as f:
        source = f.read()
    compile(source, sys.argv[1], 'exec', dont_inherit=True)
    answer = None
except SyntaxError as e:
    answer = {'message': e.msg, 'line': e.lineno or 1, 'column': e.offset}
except ValueError as e:
    answer = {'message': str(e), 'line': 1, 'column': None}
sys.stdout.write('${MARK}' + json.dumps(answer) + chr(10))
`;

/** The first problem of a file; null when there is none, or when the interpreter could not be asked. */
export async function syntaxProblem(
  interpreter: string,
  file: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<SyntaxProblem | null> {
  const { stdout } = await capture({ file: interpreter, args: ['-I', '-c', QUESTION, file], cwd, env }, TIMEOUT_MS);
  const line = stdout.split(/\r?\n/u).find((text) => text.startsWith(MARK));
  return line === undefined ? null : decodeProblem(line.slice(MARK.length));
}

function decodeProblem(text: string): SyntaxProblem | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { message, line, column } = value as Record<string, unknown>;
  if (typeof message !== 'string' || typeof line !== 'number') return null;
  return { message, line, column: typeof column === 'number' && column > 0 ? column - 1 : null };
}
