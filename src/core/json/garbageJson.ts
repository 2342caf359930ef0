/** The public JSON form of the cyclic collector: `emberline garbage --json`. */
import type { CollectorState, CycleTotals } from '../objectFacts';
import type { Recording } from '../recording';
import { siteJson, type PlaceJson } from './placeJson';

export interface GarbageJson {
  readonly format: 1;
  readonly collections: readonly CollectionJson[];
  /** Cyclic garbage by shape; empty without the cycles mode. */
  readonly cycles: readonly CycleJson[];
  /** What the cycles mode looked at; null without it. */
  readonly cycleTotals: CycleTotals | null;
  /** How the collector was set from each moment on. */
  readonly states: readonly CollectorState[];
}

export interface CollectionJson extends PlaceJson {
  /** Start and pause, nanoseconds. */
  readonly at: number;
  readonly duration: number;
  readonly generation: number;
  /** Objects. */
  readonly collected: number;
  readonly uncollectable: number;
  /** Objects looked at; null before Python 3.15. */
  readonly candidates: number | null;
}

export interface CycleJson {
  readonly text: string;
  readonly count: number;
  readonly objects: number;
  readonly bytes: number;
  /** Type and the line that made the first one seen. */
  readonly members: readonly (PlaceJson & { readonly type: string })[];
  /** From and to are indices into the members. */
  readonly links: readonly (PlaceJson & { readonly from: number; readonly to: number; readonly kind: string; readonly text: string })[];
  /** Index of the link that closed the loop. */
  readonly closing: number | null;
  readonly uncollectable: number;
  readonly resurrected: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export function garbageJson(recording: Recording): GarbageJson {
  return {
    format: 1,
    collections: recording.collections.map(({ at, duration, generation, collected, uncollectable, candidates, site }) => {
      return { at, duration, generation, collected, uncollectable, candidates, ...siteJson(recording, site) };
    }),
    cycles: recording.cycles.map(({ shape: _shape, members, links, ...cycle }) => ({
      ...cycle,
      members: members.map(({ typeName, site }) => ({ type: typeName, ...siteJson(recording, site) })),
      links: links.map(({ from, to, kind, text: link, site }) => ({ from, to, kind, text: link, ...siteJson(recording, site) })),
    })),
    cycleTotals: recording.cycleTotals,
    states: recording.collectorStates,
  };
}
