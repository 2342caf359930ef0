/** Calls that were counted one by one: a table with callers and callees, never a stack tree, because stacks were not recorded. */
import type { FrameId } from './ids';

export interface CallCounts {
  readonly calls: number;
  /** Calls that were not made from within the same function, directly or not. */
  readonly primitive: number;
  /** Nanoseconds in the function itself. */
  readonly self: number;
  /** Nanoseconds with what it calls; recursion counts once. */
  readonly total: number;
}

export interface FunctionCalls extends CallCounts {
  readonly frame: FrameId;
}

export interface CallEdge extends CallCounts {
  /** null: called from outside of what was counted. */
  readonly caller: FrameId | null;
  readonly callee: FrameId;
}

export interface ExactCalls {
  /** monitoring: our own tracer (3.12 and later); profiler: the interpreter's C profiler; imported: from a pstats file. */
  readonly tracer: 'monitoring' | 'profiler' | 'imported';
  /** Nanoseconds that counting added to one call, measured in the run; null when that is not known. */
  readonly perCallNs: number | null;
  readonly functions: readonly FunctionCalls[];
  readonly edges: readonly CallEdge[];
}

export function callsInAll({ functions }: ExactCalls): number {
  return functions.reduce((sum, { calls }) => sum + calls, 0);
}

/** What counting cost the whole run, ns; null when that is not known. */
export function costOfCounting(calls: ExactCalls): number | null {
  return calls.perCallNs === null ? null : calls.perCallNs * callsInAll(calls);
}

/** Who called a function, the most time first. */
export function callersOf({ edges }: ExactCalls, frame: FrameId): CallEdge[] {
  return edges.filter(({ callee }) => callee === frame).sort((one, other) => other.total - one.total);
}

/** What a function called, the most time first. */
export function calleesOf({ edges }: ExactCalls, frame: FrameId): CallEdge[] {
  return edges.filter(({ caller }) => caller === frame).sort((one, other) => other.total - one.total);
}
