/** Times a piece of a file in several processes, as pyperf does; or two pieces in turn, for a comparison. */
import { EmberlineError } from '../../core/errors';
import { type Comparison, compareRounds, isSettled, type Round } from '../../core/measure/comparison';
import { median } from '../../core/measure/statistics';
import { type ProcessValues, relativeError, summarise, type Timing } from '../../core/measure/timing';
import { placeAnswer, processValues } from './answers';
import type { ProgramTarget } from './target';
import { type Bench, type Progress, systemLoad, Workbench } from './worker';

/** What is timed: a call, or whole lines of a file. */
export type Piece =
  | { readonly kind: 'call'; readonly file: string; readonly call: string; readonly callKind: 'plain' | 'generator' | 'coroutine' }
  /** 1-based, both inclusive. */
  | { readonly kind: 'lines'; readonly file: string; readonly first: number; readonly last: number };

export interface TimeOptions {
  readonly processes: number;
  readonly values: number;
  readonly warmups: number;
  /** One value lasts at least this long, ns. */
  readonly leastNs: number;
  /** Give up making the answer surer after this long, ms. */
  readonly budgetMs: number;
  /** What values the lines need, from a run of this program; null: only what the set-up makes. */
  readonly locals: ProgramTarget | null;
}

export const TIME_DEFAULTS: TimeOptions = { processes: 6, values: 5, warmups: 1, leastNs: 20e6, budgetMs: 15_000, locals: null };
/** Surer than this needs no further process. */
const SURE = 0.02;
const MOST_PROCESSES = 20;

/** @throws EmberlineError piece-needs-values when the lines use names that the file's set-up does not make */
export async function timePiece(bench: Bench, piece: Piece, options: TimeOptions, progress: Progress): Promise<Timing> {
  return Workbench.use(bench, async (workbench) => {
    const locals = await keptLocals(workbench, piece, options);
    const started = Date.now();
    const processes: ProcessValues[] = [];
    let loops: number | null = null;
    for (;;) {
      const first = loops === null;
      const found = await oneProcess(workbench, piece, { options, locals, loops, memory: first });
      loops ??= found.loops;
      processes.push(found);
      progress(processes.length, Math.max(options.processes, processes.length), 'processes');
      const timing = summarise(processes, systemLoad());
      const isDone = processes.length >= options.processes && (relativeError(timing) ?? 1) <= SURE;
      const isLate = processes.length >= options.processes && Date.now() - started > options.budgetMs;
      if (isDone || isLate || processes.length >= Math.max(MOST_PROCESSES, options.processes)) return timing;
    }
  });
}

export interface PieceComparison {
  readonly before: Timing;
  readonly after: Timing;
  readonly time: Comparison;
  readonly peak: { readonly before: number; readonly after: number } | null;
}

/** Two pieces in turn, so that what disturbs one disturbs the other as well. */
export async function comparePieces(
  bench: Bench,
  pieces: readonly [Piece, Piece],
  options: TimeOptions,
  progress: Progress,
): Promise<PieceComparison> {
  return Workbench.use(bench, async (workbench) => {
    const locals = [await keptLocals(workbench, pieces[0], options), await keptLocals(workbench, pieces[1], options)] as const;
    const series: [ProcessValues[], ProcessValues[]] = [[], []];
    const started = Date.now();
    for (let round = 0; ; round++) {
      // The one that comes first changes, so that neither always finds the warmer machine.
      for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const loops = series[side][0]?.loops ?? null;
        series[side].push(await oneProcess(workbench, pieces[side], { options, locals: locals[side], loops, memory: round === 0 }));
        progress(series[0].length + series[1].length, Math.max(options.processes, round + 1) * 2, 'processes');
      }
      const result = compareSeries(series);
      const isEnough = series[0].length >= options.processes;
      const isLate = Date.now() - started > options.budgetMs || series[0].length >= MOST_PROCESSES;
      if (isEnough && (isLate || isSettled(result.time))) return result;
    }
  });
}

function compareSeries([before, after]: readonly [readonly ProcessValues[], readonly ProcessValues[]]): PieceComparison {
  const load = systemLoad();
  const [one, other] = [summarise(before, load), summarise(after, load)];
  const rounds = before.map((process, at): Round => ({ before: process.values, after: after[at]?.values ?? [] }));
  const peak = one.peakBytes === null || other.peakBytes === null ? null : { before: one.peakBytes, after: other.peakBytes };
  return { before: one, after: other, time: compareRounds(rounds), peak };
}

interface ProcessOptions {
  readonly options: TimeOptions;
  readonly locals: string | null;
  readonly loops: number | null;
  readonly memory: boolean;
}

async function oneProcess(workbench: Workbench, piece: Piece, { options, locals, loops, memory }: ProcessOptions): Promise<ProcessValues> {
  const { values, warmups, leastNs } = options;
  const what = piece.kind === 'call' ? { call: piece.call, callKind: piece.callKind } : { lines: [piece.first, piece.last] };
  const found = processValues(await workbench.run('time', { file: piece.file, ...what, locals, loops, values, warmups, leastNs, memory }));
  if (!Number.isFinite(median(found.values))) {
    throw new EmberlineError('measuring-failed', 'The measuring process found no values.', 'Try again.');
  }
  return found;
}

/** The local names at the piece's first line, kept from one run of the program. */
async function keptLocals(workbench: Workbench, piece: Piece, { locals }: TimeOptions): Promise<string | null> {
  if (locals === null || piece.kind !== 'lines') return null;
  const kept = workbench.file(`locals-${piece.first}.pickle`);
  const place = { file: piece.file, line: piece.first };
  const found = placeAnswer(await workbench.run('record', { target: locals, place, kept, seconds: 600 }));
  const [act] = found.unsafe;
  if (!found.reached) {
    const why = act === undefined ? 'the program ended without reaching it' : `the program was stopped before it did what must not be repeated (${act.kind})`;
    throw new EmberlineError('piece-needs-values', `Line ${piece.first} was not reached: ${why}.`, 'Time a call with arguments instead.');
  }
  return kept;
}
