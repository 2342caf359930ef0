/** What the panel shows right now. One place, replaced as a whole; views compare what they need with the state before. */
import type { FrameId, NodeId } from '../../core/ids';
import type { Selection, TimeRange } from '../../core/selection';
import type { ViewId } from '../../protocol/webview';
import type { Derived } from './derived';

export interface Progress {
  readonly elapsedNs: number;
  readonly samples: number;
  readonly target: string;
}

export interface PanelState {
  readonly title: string;
  /** The recording and everything computed from it; null: none yet. */
  readonly data: Derived | null;
  readonly failure: { readonly message: string; readonly hint: string } | null;
  readonly progress: Progress | null;
  readonly view: ViewId;
  readonly selection: Selection;
  /** The visible part of the time axis; null: all. */
  readonly window: TimeRange | null;
  readonly search: string;
  /** Flame graph: the box that fills the width; 0: everything. */
  readonly zoom: NodeId;
  /** The chosen box. */
  readonly node: NodeId | null;
  /** The function chosen in any view. */
  readonly frame: FrameId | null;
  readonly coloring: 'module' | 'heat';
  /** Pictures or their tables. */
  readonly asTable: boolean;
}

export const ROOT = 0 as NodeId;

export const EMPTY_STATE: PanelState = {
  title: '',
  data: null,
  failure: null,
  progress: null,
  view: 'flame',
  selection: { metric: 'wall', range: null },
  window: null,
  search: '',
  zoom: ROOT,
  node: null,
  frame: null,
  coloring: 'module',
  asTable: false,
};

export type Listener = (state: PanelState, before: PanelState) => void;

export class Store {
  private current = EMPTY_STATE;
  private readonly listeners: Listener[] = [];

  get state(): PanelState {
    return this.current;
  }

  update(change: Partial<PanelState>): void {
    const before = this.current;
    this.current = { ...before, ...change };
    for (const listener of this.listeners) {
      listener(this.current, before);
    }
  }

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }
}

export function sameSelection(a: Selection, b: Selection): boolean {
  return a.metric === b.metric && sameRange(a.range, b.range);
}

export function sameRange(a: TimeRange | null, b: TimeRange | null): boolean {
  return a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to);
}
