/** Counted calls: the last table of functions and the last one of edges. */
import type { CallCounts, CallEdge, ExactCalls, FunctionCalls } from '../core/exactCalls';
import { type FrameId, NONE } from '../core/ids';
import { allAmounts, allBelow, allBelowOr } from './checks';
import type { ColumnRecord } from './columnCodec';
import type { Problems } from './problems';

const TRACERS = ['monitoring', 'profiler', 'imported'] as const;

/** null: calls were not counted. */
export function buildExactCalls(
  functions: readonly ColumnRecord<'calls'>[],
  edges: readonly ColumnRecord<'callEdges'>[],
  frameCount: number,
  problems: Problems,
): ExactCalls | null {
  const table = functions.at(-1);
  if (table === undefined) {
    return null;
  }
  if (!areCounts(table.columns) || !allBelow(table.columns.frame, frameCount)) {
    problems.dropped('calls');
    return null;
  }
  return {
    tracer: TRACERS[table.scalars.tracer] ?? 'imported',
    perCallNs: Number.isFinite(table.scalars.perCall) ? table.scalars.perCall : null,
    functions: Array.from({ length: table.rows }, (_, row): FunctionCalls => ({
      ...countsAt(table.columns, row),
      frame: table.columns.frame[row]! as FrameId,
    })),
    edges: buildEdges(edges.at(-1), frameCount, problems),
  };
}

function buildEdges(table: ColumnRecord<'callEdges'> | undefined, frameCount: number, problems: Problems): CallEdge[] {
  if (table === undefined) {
    return [];
  }
  const { columns } = table;
  if (!areCounts(columns) || !allBelow(columns.callee, frameCount) || !allBelowOr(columns.caller, frameCount, NONE)) {
    problems.dropped('callEdges');
    return [];
  }
  return Array.from({ length: table.rows }, (_, row): CallEdge => {
    const caller = columns.caller[row]!;
    return { ...countsAt(columns, row), caller: caller === NONE ? null : (caller as FrameId), callee: columns.callee[row]! as FrameId };
  });
}

type CountColumns = Readonly<Record<keyof CallCounts, Float64Array>>;

function areCounts({ calls, primitive, self, total }: CountColumns): boolean {
  return [calls, primitive, self, total].every(allAmounts);
}

function countsAt({ calls, primitive, self, total }: CountColumns, row: number): CallCounts {
  return { calls: calls[row]!, primitive: primitive[row]!, self: self[row]!, total: total[row]! };
}
