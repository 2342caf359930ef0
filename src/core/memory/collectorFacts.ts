/** What the runs of the cyclic collector cost together, and how it was set. */
import type { CollectorState } from '../objectFacts';
import type { Collection, Recording } from '../recording';
import { formatCount, formatDuration, formatShare } from '../weight';

export interface PauseFacts {
  readonly runs: number;
  /** ns */
  readonly total: number;
  readonly longest: number;
  readonly median: number;
  readonly collected: number;
  readonly uncollectable: number;
}

export function pauseFacts(collections: readonly Collection[]): PauseFacts {
  const pauses = collections.map(({ duration }) => duration).sort((a, b) => a - b);
  return {
    runs: pauses.length,
    total: pauses.reduce((sum, pause) => sum + pause, 0),
    longest: pauses.at(-1) ?? 0,
    median: pauses[Math.floor(pauses.length / 2)] ?? 0,
    collected: collections.reduce((sum, run) => sum + run.collected, 0),
    uncollectable: collections.reduce((sum, run) => sum + run.uncollectable, 0),
  };
}

/**
 * `41 runs paused the program for 12.3 ms, <1 % of the run; 12,033 objects collected.`
 * @param span ns that the share is of, and @param of what it is called
 */
export function pauseSentence(facts: PauseFacts, span: number, of: string): string {
  if (facts.runs === 0) {
    return 'The collector did not run.';
  }
  const runs = facts.runs === 1 ? '1 run' : `${formatCount(facts.runs)} runs`;
  const share = span > 0 ? `, ${formatShare(facts.total / span)} ${of}` : '';
  const each = facts.runs === 1 ? '' : ` (median ${formatDuration(facts.median)}, longest ${formatDuration(facts.longest)})`;
  const rest = facts.uncollectable > 0 ? `, ${formatCount(facts.uncollectable)} could not be` : '';
  const objects = facts.collected === 1 ? '1 object' : `${formatCount(facts.collected)} objects`;
  return `${runs} paused the program for ${formatDuration(facts.total)}${share}${each}; ${objects} collected${rest}.`;
}

/** How the collector was set at the start, and what the program changed. null: it is not known. */
export function settingsSentence({ collectorStates }: Recording): string | null {
  const [first, ...later] = collectorStates;
  if (first === undefined) {
    return null;
  }
  const changes = later.length === 0 ? '' : ` The program changed that ${later.length === 1 ? 'once' : `${formatCount(later.length)} times`}: ${stateText(later.at(-1)!)} at last.`;
  return `Set to ${stateText(first)}.${changes}${generationsNote(first)}`;
}

/** `thresholds 700, 10, 10`, with whatever else is set. */
export function stateText({ enabled, thresholds, frozen, debug, garbage, callbacks }: CollectorState): string {
  return [
    enabled ? `thresholds ${thresholds.join(', ')}` : 'off',
    ...(frozen > 0 ? [`${formatCount(frozen)} objects frozen`] : []),
    ...(debug !== 0 ? [`debug flags ${debug}`] : []),
    ...(garbage > 0 ? [`${formatCount(garbage)} objects in gc.garbage`] : []),
    ...(callbacks > 0 ? [`${formatCount(callbacks)} callbacks of the program's own`] : []),
  ].join(', ');
}

function generationsNote({ generations }: CollectorState): string {
  switch (generations) {
    case 'three':
      return '';
    case 'incremental':
      return ' This version collects in increments: every automatic run is told as generation 1.';
    case 'single':
      return ' This build has one heap without generations: every run is told as generation 0.';
  }
}

/** Which generation a run collected, where the number means anything. */
export function generationText({ collectorStates }: Recording, { generation }: Collection): string {
  const kind = collectorStates[0]?.generations ?? 'three';
  return kind === 'three' ? String(generation) : kind === 'single' ? 'all' : 'increment';
}
