/** Reads the arguments of `emberline profile`: our options up to the program, the rest untouched. */
import * as path from 'node:path';
import type { Watch } from '../core/recording';
import type { EngineChoice, MemoryChoice } from '../run/shimCommand';
import type { RunTarget } from '../run/runTarget';
import { parseArguments, usageError } from './arguments';

export interface ProfileArguments {
  readonly python: string | null;
  readonly out: string | null;
  readonly memory: MemoryChoice;
  readonly watches: readonly Watch[];
  readonly engine: EngineChoice;
  readonly intervalUs: number;
  readonly workspace: string | null;
  readonly calls: boolean;
  readonly quiet: boolean;
  readonly target: Exclude<RunTarget, { kind: 'test' }>;
}

const OPTIONS = {
  python: { type: 'string' },
  out: { type: 'string', short: 'o' },
  memory: { type: 'boolean' },
  'no-memory': { type: 'boolean' },
  references: { type: 'string', multiple: true },
  engine: { type: 'string' },
  'interval-us': { type: 'string' },
  workspace: { type: 'string' },
  calls: { type: 'boolean' },
  quiet: { type: 'boolean' },
} as const;

const COMMAND = 'profile';
const DEFAULT_INTERVAL_US = 1000;
const LONGEST_INTERVAL_US = 1_000_000;

/** @throws EmberlineError usage */
export function profileArguments(args: readonly string[], cwd: string): ProfileArguments {
  const [own, program] = splitAtProgram(args);
  const parsed = parseArguments(COMMAND, own, OPTIONS);
  const [memory, noMemory] = [parsed.flag('memory'), parsed.flag('no-memory')];
  if (memory && noMemory) {
    throw usageError(COMMAND, '--memory and --no-memory exclude each other');
  }
  const workspace = parsed.text('workspace');
  return {
    python: parsed.text('python'),
    out: parsed.text('out'),
    memory: memory ? 'on' : noMemory ? 'off' : 'auto',
    watches: parsed.list('references').map((text) => parseWatch(text, cwd)),
    engine: engineOf(parsed.text('engine') ?? 'auto'),
    intervalUs: intervalOf(parsed.text('interval-us')),
    workspace: workspace === null ? null : path.resolve(cwd, workspace),
    calls: parsed.flag('calls'),
    quiet: parsed.flag('quiet'),
    target: targetOf(program),
  };
}

/** Options end at `--`, at `-m`, or at the first word that is neither an option nor an option's value. */
function splitAtProgram(args: readonly string[]): [own: readonly string[], program: readonly string[]] {
  let at = 0;
  while (at < args.length) {
    const word = args[at] ?? '';
    if (word === '--') {
      return [args.slice(0, at), args.slice(at + 1)];
    }
    if (word === '-m' || !word.startsWith('-') || word === '-') {
      break;
    }
    at += takesNext(word) ? 2 : 1;
  }
  return [args.slice(0, at), args.slice(at)];
}

function takesNext(word: string): boolean {
  const name = word === '-o' ? 'out' : word.replace(/^--/, '');
  return Object.hasOwn(OPTIONS, name) && OPTIONS[name as keyof typeof OPTIONS].type === 'string';
}

function targetOf(program: readonly string[]): ProfileArguments['target'] {
  const [first, ...args] = program;
  if (first === undefined) {
    throw usageError(COMMAND, 'No program was named: write -- and then a script, or -m and a module');
  }
  if (first !== '-m') {
    return { kind: 'script', path: first, args };
  }
  const [module, ...moduleArgs] = args;
  if (module === undefined) {
    throw usageError(COMMAND, 'No module was named after -m');
  }
  return { kind: 'module', module, args: moduleArgs };
}

/** `NAME[@FILE[:LINE]]`; the file is meant from here. */
function parseWatch(text: string, cwd: string): Watch {
  const match = /^([^@\s]+)(?:@(.+?)(?::(\d+))?)?$/.exec(text);
  if (match === null) {
    throw usageError(COMMAND, `--references ${text} is not NAME, NAME@FILE or NAME@FILE:LINE`);
  }
  const [, name = '', file, line] = match;
  return { name, file: file === undefined ? null : path.resolve(cwd, file), line: line === undefined ? null : Number(line) };
}

function engineOf(text: string): EngineChoice {
  if (text !== 'auto' && text !== 'native' && text !== 'python') {
    throw usageError(COMMAND, `There is no engine ${text}: take auto, native or python`);
  }
  return text;
}

function intervalOf(text: string | null): number {
  const interval = text === null ? DEFAULT_INTERVAL_US : Number(text);
  if (!Number.isInteger(interval) || interval < 1 || interval > LONGEST_INTERVAL_US) {
    throw usageError(COMMAND, `--interval-us is a whole number from 1 to ${LONGEST_INTERVAL_US}`);
  }
  return interval;
}
