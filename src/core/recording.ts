/**
 * One finished (or cut short) measurement: many metrics over one tree, one set of files and one clock.
 * Immutable after the reader returns it; every view derives. Ids are indices. Lines are 1-based.
 * Times are nanoseconds since the run's start. Large tables are typed columns, so that a million rows stay cheap.
 */
import type { ExactCalls } from './exactCalls';
import type { FileId, FrameId, ObjectId, SiteId, ThreadId } from './ids';
import type { CollectorState, CycleShape, CycleTotals, HolderMoment, LeakCheck, LinkKind, SizeMoment } from './objectFacts';

export type Origin = 'workspace' | 'sitePackages' | 'stdlib' | 'generated';
export type FrameKind = 'root' | 'thread' | 'task' | 'process' | 'function' | 'module' | 'class' | 'native' | 'gc';
export type ThreadState = 'python' | 'native' | 'waitingForGil' | 'idle' | 'collecting' | 'unknown';
export type Unit = 'nanoseconds' | 'bytes' | 'count';
/** `peak` is what a place held when the whole heap was largest; `held` what it held at exit (or at the end of the chosen range). */
export type MetricId = 'wall' | 'cpu' | 'allocated' | 'allocations' | 'held' | 'peak';

/** complete: the program ended by itself; stopped: the user ended the profile; killed: by a signal; truncated: the stream just ends. */
export type Completeness = 'complete' | 'stopped' | 'killed' | 'truncated';

export interface PythonBuild {
  readonly version: string;
  readonly implementation: string;
  readonly executable: string;
  readonly platform: string;
  readonly freeThreaded: boolean;
  readonly jit: boolean;
  readonly debug: boolean;
}

export interface Engine {
  readonly name: 'native' | 'python';
  /** Why this engine: one sentence. */
  readonly reason: string;
  readonly lines: 'exact' | 'none';
  readonly columns: boolean;
}

export interface Watch {
  readonly name: string;
  readonly file: string | null;
  readonly line: number | null;
}

export interface RecordingMeta {
  readonly runId: string;
  readonly parentRunId: string | null;
  readonly emberline: string;
  readonly startedAtMs: number;
  readonly pid: number;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly workspace: string | null;
  readonly target: { readonly kind: 'script' | 'module'; readonly name: string };
  readonly python: PythonBuild;
  readonly engine: Engine;
  /** Mean time between samples that was asked for; what a sample really stands for is in its weight. */
  readonly intervalNs: number;
  readonly metrics: readonly MetricId[];
  readonly memory: { readonly method: 'native' | 'tracemalloc'; readonly intervalBytes: number } | null;
  readonly watches: readonly Watch[];
  readonly completeness: Completeness;
  readonly durationNs: number;
  readonly exitCode: number | null;
  readonly signal: number | null;
  readonly sampleCount: number;
  readonly lostCount: number;
  /** CPU time of the profiler itself, null where it was not measured. */
  readonly ownCpuNs: number | null;
  readonly peakRss: number | null;
  readonly notices: readonly Notice[];
}

export interface Notice {
  readonly code: string;
  readonly message: string;
}

export interface SourceFile {
  readonly id: FileId;
  readonly path: string;
  readonly origin: Origin;
  /** Hex digest of the source that ran; null if unread. */
  readonly sha256: string | null;
}

/** A function, or something that stands in a stack without being one. */
export interface Frame {
  readonly id: FrameId;
  readonly kind: FrameKind;
  readonly name: string;
  readonly file: FileId | null;
  /** Line of the definition. */
  readonly line: number | null;
}

/**
 * The line-level tree: a site is one place in one frame on one path from the root. Columns of equal length;
 * site 0 is the root; a parent precedes its children. NONE marks absent values.
 */
export interface Sites {
  readonly length: number;
  readonly parent: Uint32Array;
  readonly frame: Uint32Array;
  readonly line: Uint32Array;
  readonly endLine: Uint32Array;
  readonly column: Uint32Array;
  readonly endColumn: Uint32Array;
}

export interface Thread {
  readonly id: ThreadId;
  readonly name: string;
  readonly ident: number;
  readonly site: SiteId;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** Samples of one thread in time order, as columns. A row stands for the time since the thread's previous row. */
export interface ThreadSamples {
  readonly thread: ThreadId;
  readonly length: number;
  /** End of the time the row stands for, ns. */
  readonly at: Float64Array;
  readonly site: Uint32Array;
  readonly wall: Float64Array;
  /** NaN where not measured. */
  readonly cpu: Float64Array;
  /** Index into THREAD_STATES. */
  readonly state: Uint8Array;
}

export const THREAD_STATES: readonly ThreadState[] = ['python', 'native', 'waitingForGil', 'idle', 'collecting', 'unknown'];

/** Allocation deltas per site, in time order. */
export interface Allocations {
  readonly length: number;
  readonly at: Float64Array;
  readonly site: Uint32Array;
  readonly allocated: Float64Array;
  readonly allocations: Float64Array;
  readonly freed: Float64Array;
  readonly frees: Float64Array;
}

export interface Peak {
  readonly at: number;
  readonly total: number;
  readonly site: Uint32Array;
  readonly held: Float64Array;
  readonly blocks: Float64Array;
}

/** Who freed what, in time order; empty where the engine does not look at it. */
export interface Releases {
  readonly length: number;
  readonly at: Float64Array;
  /** The site that made the blocks. */
  readonly site: Uint32Array;
  /** The site that ran when they were freed; NONE if unknown. */
  readonly by: Uint32Array;
  readonly bytes: Float64Array;
  readonly blocks: Float64Array;
}

/** Memory around the executions of one followed line, what it called included. null: not measured. */
export interface LineMemory {
  readonly site: SiteId;
  readonly runs: number;
  /** Bytes after less bytes before, summed over the runs: below 0 where it freed. */
  readonly heap: number | null;
  readonly heapMost: number | null;
  readonly rss: number | null;
  readonly rssMost: number | null;
}

/** Memory of the process over time. NaN: not measured at that moment. */
export interface MemoryTimeline {
  readonly length: number;
  readonly at: Float64Array;
  readonly rss: Float64Array;
  readonly heap: Float64Array;
  readonly blocks: Float64Array;
}

export interface Collection {
  readonly at: number;
  readonly duration: number;
  readonly generation: number;
  readonly collected: number;
  readonly uncollectable: number;
  readonly candidates: number | null;
  readonly site: SiteId | null;
}

export interface ReferencePoint {
  readonly at: number;
  readonly count: number;
  /** The line that made the change. */
  readonly site: SiteId | null;
  /** line: seen right after that line ran; sampled: it happened outside the lines that are followed, some time since the point before. */
  readonly source: 'line' | 'sampled';
  /** The references that came and went with it, as far as they could be told; may be fewer than the count changed by. */
  readonly links: readonly StepLink[];
}

/** A reference that a step gained or lost. */
export interface StepLink {
  readonly gained: boolean;
  readonly kind: LinkKind;
  /** As source would write it: `alias`, `self.items[3]`, `CACHE['k']`. */
  readonly text: string;
  readonly times: number;
}

/** One object whose count was followed (watched, module) or one type whose instances were counted. */
export interface WatchedObject {
  readonly id: ObjectId;
  readonly kind: 'watched' | 'module' | 'type';
  readonly name: string;
  readonly typeName: string;
  readonly file: FileId | null;
  readonly line: number | null;
  readonly born: number;
  readonly died: number | null;
  readonly immortal: boolean;
  readonly points: readonly ReferencePoint[];
}

export interface Recording {
  readonly meta: RecordingMeta;
  readonly files: readonly SourceFile[];
  readonly frames: readonly Frame[];
  readonly sites: Sites;
  readonly threads: readonly Thread[];
  readonly samples: readonly ThreadSamples[];
  readonly allocations: Allocations;
  readonly peak: Peak | null;
  readonly releases: Releases;
  readonly lineMemory: readonly LineMemory[];
  readonly memory: MemoryTimeline;
  readonly collections: readonly Collection[];
  readonly objects: readonly WatchedObject[];
  /** Who held what, in time order. */
  readonly holders: readonly HolderMoment[];
  /** Sizes of objects, in time order. */
  readonly sizes: readonly SizeMoment[];
  /** Cyclic garbage by shape; empty without the cycles mode (`cycleTotals` is null then) or when there was none. */
  readonly cycles: readonly CycleShape[];
  readonly cycleTotals: CycleTotals | null;
  /** How the collector was set, in time order. */
  readonly collectorStates: readonly CollectorState[];
  readonly leakChecks: readonly LeakCheck[];
  /** Every call, counted; null: that mode was off. */
  readonly calls: ExactCalls | null;
}
