/** The one recording that editors, lenses and the panel speak of, and what is selected of it. */
import * as vscode from 'vscode';
import { fileCosts } from '../../core/costs';
import type { FileCosts, LineCosts } from '../../core/fileCosts';
import { libraryWeights, type LibraryWeights } from '../../core/libraryWeights';
import type { MetricId } from '../../core/recording';
import type { Selection } from '../../core/selection';
import type { OpenedRecording } from './recordingFile';

export interface Shown extends OpenedRecording {
  readonly selection: Selection;
  /** Keyed by path as Python reported it. */
  readonly costs: ReadonlyMap<string, FileCosts>;
  readonly library: LibraryWeights;
}

/** What changed: another recording (or none), or the selection of the same one. */
export type ShownChange = 'recording' | 'selection';

export class ShownRecording {
  private current: Shown | null = null;
  private readonly emitter = new vscode.EventEmitter<ShownChange>();
  readonly onChanged = this.emitter.event;

  get shown(): Shown | null {
    return this.current;
  }

  show(opened: OpenedRecording): void {
    const kept = this.current?.selection.metric;
    const { metrics } = opened.recording.meta;
    const metric = kept !== undefined && metrics.includes(kept) ? kept : (metrics[0] ?? 'wall');
    this.current = derive(opened, { metric, range: null });
    this.emitter.fire('recording');
  }

  select(selection: Selection): void {
    if (this.current === null || sameSelection(this.current.selection, selection)) return;
    this.current = derive(this.current, selection, this.current);
    this.emitter.fire('selection');
  }

  selectMetric(metric: MetricId): void {
    if (this.current !== null) this.select({ ...this.current.selection, metric });
  }

  clear(): void {
    if (this.current === null) return;
    this.current = null;
    this.emitter.fire('recording');
  }

  dispose(): void {
    this.emitter.dispose();
  }
}

/** Costs do not depend on the metric, so another metric keeps them. */
function derive(opened: OpenedRecording, selection: Selection, before: Shown | null = null): Shown {
  const { recording } = opened;
  const costs = before !== null && sameRange(before.selection, selection) ? before.costs : fileCosts(recording, selection.range);
  const { file, bytes, title } = opened;
  return { file, bytes, recording, title, selection, costs, library: libraryWeights(recording, selection.metric, selection.range) };
}

export function sameSelection(a: Selection, b: Selection): boolean {
  return a.metric === b.metric && sameRange(a, b);
}

function sameRange(a: Selection, b: Selection): boolean {
  return a.range?.from === b.range?.from && a.range?.to === b.range?.to;
}

/** The line of a file with the most weight of its own in the chosen metric; null where the file was not seen running. */
export function hottestLine({ costs, selection }: Shown, file: string): number | null {
  const weightOf = ({ self }: LineCosts): number => self[selection.metric] ?? 0;
  const lines = costs.get(file)?.lines ?? [];
  return [...lines].sort((a, b) => weightOf(b) - weightOf(a))[0]?.line ?? null;
}
