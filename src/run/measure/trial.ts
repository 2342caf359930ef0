/** Tries a change: runs before and after in turn, compares what they give, and measures until the answer is sure or time is up. */
import { EmberlineError } from '../../core/errors';
import { type Comparison, compareRounds, isSettled, type Round } from '../../core/measure/comparison';
import { type TrialFacts, type UnsafeAct, type Verdict, verdictOf } from '../../core/measure/trial';
import type { ProgramTarget } from './target';
import { type Bench, type Progress, Workbench } from './worker';
import { FunctionReplay } from './functionReplay';
import { ProgramReplay } from './programReplay';

export interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What runs: the whole program (or a test, which is one), or one function of the changed file. */
export type TrialScope =
  | { readonly kind: 'program' | 'test' }
  /** `name`: qualified. `seconds`: how long the program may run while arguments are recorded. */
  | { readonly kind: 'function'; readonly name: string; readonly seconds: number };

export interface TrialRequest {
  readonly change: ChangedFile;
  readonly target: ProgramTarget;
  readonly scope: TrialScope;
  /** Kinds of unrepeatable acts that the user agreed to: write, delete, network, process, input, database. */
  readonly allow: readonly string[];
  readonly leastRounds: number;
  readonly mostRounds: number;
  readonly budgetMs: number;
}

export const TRIAL_DEFAULTS = { leastRounds: 5, mostRounds: 20, budgetMs: 30_000 } as const;

/** What one side of one round measured. */
export interface Sample {
  /** Nanoseconds. */
  readonly values: readonly number[];
  readonly peakBytes: number | null;
  readonly collections: number | null;
}

/** Something that can be run before and after, again and again. */
export interface Replay {
  readonly subject: string;
  /** Runs both once (before twice), to see whether it repeats itself and gives the same. Stops at what must not be repeated. */
  compare(): Promise<Sameness>;
  measure(side: 'before' | 'after', withMemory: boolean): Promise<Sample>;
}

export type Sameness =
  | { readonly kind: 'same' }
  | { readonly kind: 'different'; readonly difference: string }
  | { readonly kind: 'unsafe'; readonly acts: readonly UnsafeAct[] }
  | { readonly kind: 'unrepeatable'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface TrialOutcome {
  readonly verdict: Verdict;
  readonly facts: TrialFacts;
  readonly unsafe: readonly UnsafeAct[];
}

/** @throws EmberlineError measuring-cancelled, or when the interpreter cannot be used */
export async function tryChange(bench: Bench, request: TrialRequest, progress: Progress): Promise<TrialOutcome> {
  // Hash order would differ from run to run and make equal programs look different.
  const steady = { ...bench, env: { ...bench.env, PYTHONHASHSEED: '0' } };
  return Workbench.use(steady, async (workbench) => {
    const { scope } = request;
    const replay: Replay = scope.kind === 'function' ? new FunctionReplay(workbench, request, scope) : new ProgramReplay(workbench, request);
    progress(0, request.leastRounds + 1, 'comparing results');
    const sameness = await replay.compare();
    const empty = emptyFacts(request, replay.subject);
    if (sameness.kind !== 'same') return withoutMeasure(sameness, empty);
    const facts = await measureRounds(replay, request, empty, progress);
    return { verdict: verdictOf(facts), facts, unsafe: [] };
  });
}

function emptyFacts({ scope }: TrialRequest, subject: string): TrialFacts {
  const nothing = { rounds: 0, time: null, peak: null, collections: null, allocations: null, difference: null, warnings: [] };
  return { mode: scope.kind, subject, ...nothing };
}

function withoutMeasure(sameness: Exclude<Sameness, { kind: 'same' }>, facts: TrialFacts): TrialOutcome {
  switch (sameness.kind) {
    case 'different': {
      const told = { ...facts, difference: sameness.difference };
      return { verdict: verdictOf(told), facts: told, unsafe: [] };
    }
    case 'unsafe':
      return { verdict: { kind: 'unsafe', sentence: unsafeSentence(sameness.acts) }, facts, unsafe: sameness.acts };
    case 'unrepeatable':
      return { verdict: { kind: 'unrepeatable', sentence: sameness.why }, facts, unsafe: [] };
    case 'failed':
      return { verdict: { kind: 'failed', sentence: sameness.why }, facts, unsafe: [] };
  }
}

const ACTS: Readonly<Record<string, string>> = {
  write: 'writes a file',
  delete: 'deletes a file',
  network: 'talks to the network',
  process: 'starts or ends a process',
  input: 'asks for input',
  database: 'opens a database',
};

function unsafeSentence(acts: readonly UnsafeAct[]): string {
  const [act] = acts;
  if (act === undefined) return 'Not run again: it does what must not be repeated.';
  const what = act.what === '' ? '' : ` (${act.what})`;
  const where = act.line === null ? '' : `, line ${act.line}`;
  return `Not run again: it ${ACTS[act.kind] ?? act.kind}${what}${where}.`;
}

async function measureRounds(replay: Replay, request: TrialRequest, empty: TrialFacts, progress: Progress): Promise<TrialFacts> {
  const rounds: { before: Sample; after: Sample }[] = [];
  const started = Date.now();
  for (;;) {
    const number = rounds.length;
    // Memory is traced in a few rounds only: it slows the program and varies little.
    const withMemory = number < 2;
    const order = number % 2 === 0 ? (['before', 'after'] as const) : (['after', 'before'] as const);
    const found: Partial<Record<'before' | 'after', Sample>> = {};
    for (const side of order) found[side] = await replay.measure(side, withMemory);
    if (found.before !== undefined && found.after !== undefined) rounds.push({ before: found.before, after: found.after });
    progress(rounds.length + 1, Math.max(request.leastRounds, rounds.length) + 1, 'rounds');
    const facts = { ...empty, ...joined(rounds), rounds: rounds.length };
    const isEnough = rounds.length >= request.leastRounds;
    const isSure = facts.time !== null && isSettled(facts.time);
    if (isEnough && (isSure || rounds.length >= request.mostRounds || Date.now() - started > request.budgetMs)) return facts;
    if (number > request.mostRounds) throw new EmberlineError('measuring-failed', 'The trial came to no end.', 'Try again.');
  }
}

function joined(rounds: readonly { readonly before: Sample; readonly after: Sample }[]): Pick<TrialFacts, 'time' | 'peak' | 'collections'> {
  const time = compareRounds(rounds.map(({ before, after }): Round => ({ before: before.values, after: after.values })));
  const last = rounds.at(-1);
  const collections =
    last === undefined || last.before.collections === null || last.after.collections === null
      ? null
      : { before: last.before.collections, after: last.after.collections };
  return { time, peak: peaks(rounds), collections };
}

function peaks(rounds: readonly { readonly before: Sample; readonly after: Sample }[]): Comparison | null {
  const known = rounds.flatMap(({ before, after }) =>
    before.peakBytes === null || after.peakBytes === null ? [] : [{ before: [before.peakBytes], after: [after.peakBytes] }],
  );
  return known.length === 0 ? null : compareRounds(known);
}
