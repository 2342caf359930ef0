/** A pstats file as a recording, so that every reader of recordings opens it: a table of calls and nothing else. */
import type { HeadRecord } from './jsonRecords';
import { NONE } from '../core/ids';
import type { Pstats } from './pstats';
import { ENUMS } from './recordTable';
import { RecordWriter } from './recordWriter';

const UNKNOWN = 'unknown';

/** @param title what the recording is called, such as the file's name @param modifiedMs when it was written, Unix epoch */
export function recordingOfPstats({ functions, edges }: Pstats, title: string, modifiedMs: number): Uint8Array<ArrayBuffer> {
  const paths = [...new Set(functions.flatMap(({ path }) => path ?? []))];
  const names = [...new Set(functions.map(({ name }) => name))];
  const strings = ['', ...paths, ...names];
  const stringOf = new Map(strings.map((text, at) => [text, at]));
  const fileOf = new Map(paths.map((path, at) => [path, at]));
  const kind = (name: (typeof ENUMS.frameKind)[number]): number => ENUMS.frameKind.indexOf(name);
  const origin = (path: string): number => ENUMS.origin.indexOf(/site-packages/u.test(path) ? 'sitePackages' : /[\\/]lib[\\/]python\d/u.test(path) ? 'stdlib' : 'workspace');
  const writer = new RecordWriter().json('head', headOf(title, modifiedMs)).strings(strings);
  if (paths.length > 0) {
    writer.columns('files', {}, { path: paths.map((path) => stringOf.get(path)!), sha256: paths.map(() => NONE), origin: paths.map(origin) });
  }
  writer.columns('frames', {}, {
    name: [0, ...functions.map(({ name }) => stringOf.get(name)!)],
    file: [NONE, ...functions.map(({ path }) => (path === null ? NONE : fileOf.get(path)!))],
    line: [NONE, ...functions.map(({ line }) => line ?? NONE)],
    kind: [kind('root'), ...functions.map(({ path, name }) => kind(path === null ? 'native' : name === '<module>' ? 'module' : 'function'))],
  });
  writer.columns('nodes', {}, { parent: [NONE], frame: [0], line: [NONE], endLine: [NONE], column: [NONE], endColumn: [NONE] });
  writer.columns('calls', { perCall: NaN, tracer: 2 }, { ...countColumns(functions), frame: functions.map((_, at) => at + 1) });
  if (edges.length > 0) {
    const ends = { caller: edges.map(({ caller }) => caller + 1), callee: edges.map(({ callee }) => callee + 1) };
    writer.columns('callEdges', {}, { ...countColumns(edges), ...ends });
  }
  const durationNs = Math.max(0, ...functions.map(({ total }) => total));
  const end = { reason: 'finished', exitCode: null, signal: null, durationNs, samples: 0, lost: 0, ownCpuNs: null, peakRss: null } as const;
  return writer.json('end', end).bytes();
}

function countColumns(rows: readonly { calls: number; primitive: number; self: number; total: number }[]) {
  return {
    calls: rows.map(({ calls }) => calls),
    primitive: rows.map(({ primitive }) => primitive),
    self: rows.map(({ self }) => self),
    total: rows.map(({ total }) => total),
  };
}

function headOf(title: string, startedAtMs: number): HeadRecord {
  return {
    format: 1,
    runId: '0'.repeat(32),
    emberline: UNKNOWN,
    startedAtMs,
    pid: 0,
    parentRunId: null,
    command: [title],
    cwd: '',
    workspace: null,
    target: { kind: 'script', name: title },
    python: { version: UNKNOWN, implementation: 'CPython', executable: '', platform: UNKNOWN, freeThreaded: false, jit: false, debug: false },
    engine: { name: 'python', reason: 'Read from a pstats file.', lines: 'none', columns: false },
    intervalNs: 0,
    metrics: [],
    memory: null,
    watches: [],
  };
}
