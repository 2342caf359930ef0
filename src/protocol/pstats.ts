/** Counted calls to and from the files of Python's pstats (cProfile -o). */
import { EmberlineError } from '../core/errors';
import type { CallCounts, CallEdge, ExactCalls, FunctionCalls } from '../core/exactCalls';
import type { FrameId } from '../core/ids';
import type { Frame, Recording } from '../core/recording';
import { MarshalError, type Marshalled, type MarshalledDict, readMarshal, writeMarshal } from './marshal';

/** What a file says of one function; what has no source has the path `~`. */
export interface PstatsFunction extends CallCounts {
  readonly path: string | null;
  readonly line: number | null;
  readonly name: string;
}

export interface Pstats {
  readonly functions: readonly PstatsFunction[];
  /** Indices of `functions`. */
  readonly edges: readonly (CallCounts & { readonly caller: number; readonly callee: number })[];
}

const NO_FILE = '~';
const NS = 1e9;

/** @throws EmberlineError recording-foreign when the bytes are no pstats file */
export function readPstats(bytes: Uint8Array): Pstats {
  try {
    return decode(dictOf(readMarshal(bytes)));
  } catch (cause) {
    if (!(cause instanceof MarshalError)) throw cause;
    throw new EmberlineError('recording-foreign', `This is no pstats file: it holds ${cause.message}.`, 'Open a file that cProfile -o or Emberline wrote.', { cause });
  }
}

function decode({ pairs }: MarshalledDict): Pstats {
  const index = new Map<string, number>();
  const functions: PstatsFunction[] = [];
  const place = (key: Marshalled): number => {
    const [path, line, name] = tupleOf(key, 3);
    const text = JSON.stringify([path, line, name]);
    let at = index.get(text);
    if (at === undefined) {
      at = functions.length;
      index.set(text, at);
      const hasFile = path !== NO_FILE && path !== '';
      functions.push({
        path: hasFile ? textOf(path) : null,
        line: hasFile && numberOf(line) > 0 ? numberOf(line) : null,
        name: textOf(name),
        ...{ calls: 0, primitive: 0, self: 0, total: 0 },
      });
    }
    return at;
  };
  const edges: { caller: number; callee: number; calls: number; primitive: number; self: number; total: number }[] = [];
  for (const [key, value] of pairs) {
    const [primitive, calls, self, total, callers] = tupleOf(value, 5);
    const callee = place(key);
    functions[callee] = { ...functions[callee]!, ...counts(calls, primitive, self, total) };
    for (const [callerKey, edge] of dictOf(callers).pairs) {
      // Very old files hold the number of calls alone.
      const [edgeCalls, edgePrimitive, edgeSelf, edgeTotal] = typeof edge === 'number' ? [edge, edge, 0, 0] : tupleOf(edge, 4);
      edges.push({ caller: place(callerKey), callee, ...counts(edgeCalls, edgePrimitive, edgeSelf, edgeTotal) });
    }
  }
  return { functions, edges };
}

type Field = Marshalled | undefined;

function counts(calls: Field, primitive: Field, self: Field, total: Field): CallCounts {
  return { calls: numberOf(calls), primitive: numberOf(primitive), self: numberOf(self) * NS, total: numberOf(total) * NS };
}

function dictOf(value: Marshalled | undefined): MarshalledDict {
  if (typeof value !== 'object' || value === null || !('pairs' in value)) throw new MarshalError('no table where one belongs');
  return value;
}

function tupleOf(value: Marshalled, least: number): readonly Marshalled[] {
  if (!Array.isArray(value) || value.length < least) throw new MarshalError('no entry where one belongs');
  return value as readonly Marshalled[];
}

function textOf(value: Marshalled | undefined): string {
  if (typeof value !== 'string') throw new MarshalError('no text where one belongs');
  return value;
}

function numberOf(value: Marshalled | undefined): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new MarshalError('no number where one belongs');
  return Math.max(0, value);
}

/** The bytes of a pstats file, as `pstats.Stats(file)` and its viewers read them. */
export function writePstats(calls: ExactCalls, { frames, files }: Pick<Recording, 'frames' | 'files'>): Uint8Array<ArrayBuffer> {
  const key = (id: FrameId): Marshalled => keyOf(frames[id]!, files);
  const callers = new Map<FrameId, CallEdge[]>();
  for (const edge of calls.edges) callers.set(edge.callee, [...(callers.get(edge.callee) ?? []), edge]);
  const pairs = calls.functions.map((each: FunctionCalls): [Marshalled, Marshalled] => {
    const known = (callers.get(each.frame) ?? []).flatMap((edge): [Marshalled, Marshalled][] =>
      edge.caller === null ? [] : [[key(edge.caller), [edge.calls, edge.primitive, edge.self / NS, edge.total / NS]]],
    );
    return [key(each.frame), [each.primitive, each.calls, each.self / NS, each.total / NS, { pairs: known }]];
  });
  return writeMarshal({ pairs });
}

function keyOf({ file, line, name }: Frame, files: Recording['files']): Marshalled {
  // pstats names functions without their classes.
  const short = name.slice(name.lastIndexOf('.') + 1);
  return file === null ? [NO_FILE, 0, name] : [files[file]!.path, line ?? 0, short];
}
