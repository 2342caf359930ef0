/** Decodes the Python configurations of launch.json into what a run needs. Pure: variables are replaced by the caller. */
import type { ConsoleKind } from '../contributions';

export interface PythonConfiguration {
  readonly name: string;
  /** Exactly one is set. */
  readonly program: string | null;
  readonly module: string | null;
  readonly args: readonly string[];
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly envFile: string | null;
  readonly python: string | null;
  readonly pythonArgs: readonly string[];
  readonly console: ConsoleKind;
}

const TYPES = new Set(['python', 'debugpy']);

/** The configurations that launch a Python program; others (attach, other languages) are left out. */
export function pythonConfigurations(configurations: readonly unknown[]): PythonConfiguration[] {
  return configurations.flatMap((value) => {
    const decoded = decode(value);
    return decoded === null ? [] : [decoded];
  });
}

function decode(value: unknown): PythonConfiguration | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Record<string, unknown>;
  const program = text(fields['program']);
  const module = text(fields['module']);
  if (!TYPES.has(text(fields['type']) ?? '') || fields['request'] !== 'launch' || (program === null) === (module === null)) return null;
  const [python = null, ...moreArgs] = textList(fields['python'] ?? fields['pythonPath']);
  return {
    name: text(fields['name']) ?? program ?? module ?? '',
    program,
    module,
    args: textList(fields['args']),
    cwd: text(fields['cwd']),
    env: environment(fields['env']),
    envFile: text(fields['envFile']),
    python,
    pythonArgs: [...moreArgs, ...textList(fields['pythonArgs'])],
    console: fields['console'] === 'internalConsole' ? 'outputChannel' : 'integratedTerminal',
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A list, or one text that stands for a list of one. */
function textList(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.filter((item) => ['string', 'number', 'boolean'].includes(typeof item)).map(String) : [];
}

/** null empties a variable. */
function environment(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, item === null ? '' : String(item)] as const));
}
