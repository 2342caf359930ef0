/** The public JSON form of counted calls: `emberline calls --json`. Documented in the README; `format` grows when it changes. */
import { type CallCounts, type ExactCalls, costOfCounting } from '../exactCalls';
import type { FrameId } from '../ids';
import type { Recording } from '../recording';

export interface CallsJson {
  readonly format: 1;
  readonly tracer: ExactCalls['tracer'];
  /** Nanoseconds; null: not known. */
  readonly costNs: number | null;
  /** Sorted by time in the function itself, most first. */
  readonly functions: readonly (PlaceJson & CallCounts & { readonly callers: readonly (PlaceJson & CallCounts)[] })[];
}

interface PlaceJson {
  readonly name: string;
  readonly file: string | null;
  readonly line: number | null;
}

export function callsJson(calls: ExactCalls, { frames, files }: Pick<Recording, 'frames' | 'files'>): CallsJson {
  const place = (id: FrameId): PlaceJson => {
    const { name, file, line } = frames[id]!;
    return { name, file: file === null ? null : files[file]!.path, line };
  };
  const counts = ({ calls: number, primitive, self, total }: CallCounts): CallCounts => ({ calls: number, primitive, self, total });
  const callers = new Map<FrameId, (PlaceJson & CallCounts)[]>();
  for (const edge of calls.edges) {
    if (edge.caller === null) continue;
    const known = callers.get(edge.callee) ?? [];
    known.push({ ...place(edge.caller), ...counts(edge) });
    callers.set(edge.callee, known);
  }
  return {
    format: 1,
    tracer: calls.tracer,
    costNs: costOfCounting(calls),
    functions: [...calls.functions]
      .sort((one, other) => other.self - one.self)
      .map((each) => ({ ...place(each.frame), ...counts(each), callers: callers.get(each.frame) ?? [] })),
  };
}
