/** What a recording knows about single objects: who holds them, how large they are, cycles, and what calls leave behind. */
import type { ObjectId, SiteId } from './ids';

/** What kind of reference one object holds to another. */
export type LinkKind =
  | 'localName'
  | 'argument'
  | 'global'
  | 'attribute'
  | 'listElement'
  | 'tupleElement'
  | 'setElement'
  | 'dictValue'
  | 'dictKey'
  | 'closureCell'
  | 'frame'
  | 'traceback'
  | 'thread'
  | 'native'
  | 'other';

/** Why a list of objects or paths may be incomplete. */
export type Cut = 'time' | 'objects' | 'paths' | 'depth';

/** One reference on a path: what the source would write for it, and the type that it leads to. */
export interface HolderLink {
  readonly kind: LinkKind;
  readonly text: string;
  readonly typeName: string;
}

/** References from something that lives by itself down to the object. */
export interface HolderPath {
  /** The whole path as source would write it: `app.CACHE['k'][3].owner`. */
  readonly text: string;
  readonly root: {
    readonly kind: 'module' | 'frame' | 'thread' | 'interpreter' | 'unknown';
    readonly name: string;
    /** Of a frame: where it stood. */
    readonly site: SiteId | null;
  };
  readonly links: readonly HolderLink[];
}

/** Who held one object at one moment. */
export interface HolderMoment {
  readonly at: number;
  readonly reason: 'peak' | 'exit' | 'step' | 'request';
  /** null: not a watched one, but one of the largest. */
  readonly object: ObjectId | null;
  readonly name: string | null;
  readonly typeName: string;
  /** References at that moment. */
  readonly count: number | null;
  readonly paths: readonly HolderPath[];
  /** null: these are all. */
  readonly cut: Cut | null;
  /** What looking cost the program, ns. */
  readonly tookNs: number;
}

/** Size of a watched object. Bytes as `sys.getsizeof` of the built-in types counts them, never asking the program's code. */
export interface WatchedSize {
  readonly object: ObjectId;
  readonly shallow: number;
  /** Of all that it reaches, each part once. */
  readonly deep: number;
  readonly parts: number;
  readonly cut: Cut | null;
}

export interface LargeObject {
  readonly typeName: string;
  readonly shallow: number;
  readonly length: number | null;
  /** What made it; null where that is not known. */
  readonly site: SiteId | null;
  /** A path to it. */
  readonly holder: string | null;
}

export interface SizeMoment {
  readonly at: number;
  readonly reason: 'peak' | 'exit' | 'request';
  readonly allocatedBlocks: number;
  readonly interned: number | null;
  readonly watched: readonly WatchedSize[];
  /** Largest first. */
  readonly largest: readonly LargeObject[];
  /** Objects that were looked at. */
  readonly looked: number;
  readonly cut: Cut | null;
  readonly tookNs: number;
}

export interface CycleMember {
  readonly typeName: string;
  /** What made the first one seen. */
  readonly site: SiteId | null;
}

export interface CycleLink {
  /** Indices into the members. */
  readonly from: number;
  readonly to: number;
  readonly kind: LinkKind;
  readonly text: string;
  /** Whose line made it. */
  readonly site: SiteId | null;
}

/** Cyclic garbage of one shape. */
export interface CycleShape {
  readonly shape: number;
  /** `Node.parent ⇄ Node.children`. */
  readonly text: string;
  readonly count: number;
  readonly objects: number;
  readonly bytes: number;
  readonly members: readonly CycleMember[];
  readonly links: readonly CycleLink[];
  /** Index of the link that closed the loop. */
  readonly closing: number | null;
  readonly uncollectable: number;
  readonly resurrected: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface CycleTotals {
  readonly at: number;
  /** How the garbage was seen: a sentence. */
  readonly method: string;
  readonly collections: number;
  readonly objects: number;
  readonly bytes: number;
  /** Objects that were not looked at. */
  readonly cut: number;
  readonly tookNs: number;
}

/** How the collector was set from this moment on. */
export interface CollectorState {
  readonly at: number;
  readonly enabled: boolean;
  readonly thresholds: readonly number[];
  /** Objects set aside by gc.freeze(). */
  readonly frozen: number;
  /** Flags of gc.set_debug(). */
  readonly debug: number;
  /** Length of gc.garbage. */
  readonly garbage: number;
  /** Entries of gc.callbacks that are the program's own. */
  readonly callbacks: number;
  /** incremental: every automatic run is told as generation 1; single: every run is told as 0. The number means nothing in both. */
  readonly generations: 'three' | 'incremental' | 'single';
}

/** What one round of calls left behind. */
export interface LeakRound {
  readonly calls: number;
  /** Traced bytes; null where they were not measured. */
  readonly bytes: number | null;
  readonly objects: number;
  readonly blocks: number;
}

export interface LeakSite {
  readonly site: SiteId;
  readonly bytes: number;
  readonly blocks: number;
}

export interface KeptObjects {
  readonly typeName: string;
  readonly objects: number;
  readonly bytes: number;
  readonly site: SiteId | null;
  readonly holder: string | null;
}

/** A function that was called again and again to see whether it leaves something behind. */
export interface LeakCheck {
  readonly function: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly warmups: number;
  readonly rounds: readonly LeakRound[];
  /** Who allocated what all rounds together left, most bytes first. */
  readonly sites: readonly LeakSite[];
  readonly kept: readonly KeptObjects[];
  readonly resurrected: number;
  readonly uncollectable: number;
  /** Why the calls ended early. */
  readonly failed: string | null;
}
