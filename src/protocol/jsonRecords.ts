/** The records that hold JSON: head, notice and end, decoded field by field. */
import type { Engine, MetricId, Notice, PythonBuild, Watch } from '../core/recording';
import { METRICS } from '../core/metric';
import { asBoolean, asList, asNumber, asObject, asOneOf, asString, orNull, parseObject } from './jsonFields';

/** What is known when the run starts. */
export interface HeadRecord {
  readonly format: 1;
  readonly runId: string;
  readonly emberline: string;
  readonly startedAtMs: number;
  readonly pid: number;
  readonly parentRunId: string | null;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly workspace: string | null;
  readonly target: { readonly kind: 'script' | 'module'; readonly name: string };
  readonly python: PythonBuild;
  readonly engine: Engine;
  readonly intervalNs: number;
  readonly metrics: readonly MetricId[];
  readonly memory: { readonly method: 'native' | 'tracemalloc'; readonly intervalBytes: number } | null;
  readonly watches: readonly Watch[];
}

export type EndReason = 'finished' | 'stopped' | 'exited' | 'killed' | 'replaced';

/** What is known when the run is over. */
export interface EndRecord {
  readonly reason: EndReason;
  readonly exitCode: number | null;
  readonly signal: number | null;
  readonly durationNs: number;
  readonly samples: number;
  readonly lost: number;
  readonly ownCpuNs: number | null;
  readonly peakRss: number | null;
}

/** @throws FieldError naming the field that is missing or of the wrong kind */
export function decodeHead(payload: Uint8Array): HeadRecord {
  const head = parseObject(textOf(payload), 'head');
  if (head.format !== 1) {
    asOneOf(String(head.format), ['1'], 'format');
  }
  return {
    format: 1,
    runId: asString(head.runId, 'runId'),
    emberline: asString(head.emberline, 'emberline'),
    startedAtMs: asNumber(head.startedAtMs, 'startedAtMs'),
    pid: asNumber(head.pid, 'pid'),
    parentRunId: orNull(head.parentRunId, asString, 'parentRunId'),
    command: asList(head.command, asString, 'command'),
    cwd: asString(head.cwd, 'cwd'),
    workspace: orNull(head.workspace, asString, 'workspace'),
    target: decodeTarget(head.target),
    python: decodePython(head.python),
    engine: decodeEngine(head.engine),
    intervalNs: asNumber(head.intervalNs, 'intervalNs'),
    metrics: asList(head.metrics, asString, 'metrics').filter(isMetricId),
    memory: orNull(head.memory, decodeMemory, 'memory'),
    watches: asList(head.watches, decodeWatch, 'watches'),
  };
}

/** A metric of a newer minor version is left out, as an unknown record is. */
function isMetricId(text: string): text is MetricId {
  return Object.hasOwn(METRICS, text);
}

function decodeTarget(value: unknown): HeadRecord['target'] {
  const target = asObject(value, 'target');
  return { kind: asOneOf(target.kind, ['script', 'module'], 'target.kind'), name: asString(target.name, 'target.name') };
}

function decodePython(value: unknown): PythonBuild {
  const python = asObject(value, 'python');
  return {
    version: asString(python.version, 'python.version'),
    implementation: asString(python.implementation, 'python.implementation'),
    executable: asString(python.executable, 'python.executable'),
    platform: asString(python.platform, 'python.platform'),
    freeThreaded: asBoolean(python.freeThreaded, 'python.freeThreaded'),
    jit: asBoolean(python.jit, 'python.jit'),
    debug: asBoolean(python.debug, 'python.debug'),
  };
}

function decodeEngine(value: unknown): Engine {
  const engine = asObject(value, 'engine');
  return {
    name: asOneOf(engine.name, ['native', 'python'], 'engine.name'),
    reason: asString(engine.reason, 'engine.reason'),
    lines: asOneOf(engine.lines, ['exact', 'none'], 'engine.lines'),
    columns: asBoolean(engine.columns, 'engine.columns'),
  };
}

function decodeMemory(value: unknown, name: string): NonNullable<HeadRecord['memory']> {
  const memory = asObject(value, name);
  return {
    method: asOneOf(memory.method, ['native', 'tracemalloc'], 'memory.method'),
    intervalBytes: asNumber(memory.intervalBytes, 'memory.intervalBytes'),
  };
}

function decodeWatch(value: unknown, name: string): Watch {
  const watch = asObject(value, name);
  return {
    name: asString(watch.name, `${name}.name`),
    file: orNull(watch.file, asString, `${name}.file`),
    line: orNull(watch.line, asNumber, `${name}.line`),
  };
}

/** @throws FieldError */
export function decodeNotice(payload: Uint8Array): Notice {
  const notice = parseObject(textOf(payload), 'notice');
  return { code: asString(notice.code, 'code'), message: asString(notice.message, 'message') };
}

/** @throws FieldError */
export function decodeEnd(payload: Uint8Array): EndRecord {
  const end = parseObject(textOf(payload), 'end');
  return {
    reason: asOneOf(end.reason, ['finished', 'stopped', 'exited', 'killed', 'replaced'], 'reason'),
    exitCode: orNull(end.exitCode, asNumber, 'exitCode'),
    signal: orNull(end.signal, asNumber, 'signal'),
    durationNs: asNumber(end.durationNs, 'durationNs'),
    samples: asNumber(end.samples, 'samples'),
    lost: asNumber(end.lost, 'lost'),
    ownCpuNs: orNull(end.ownCpuNs, asNumber, 'ownCpuNs'),
    peakRss: orNull(end.peakRss, asNumber, 'peakRss'),
  };
}

const decoder = new TextDecoder();

/** The text of a record that holds JSON. */
export function textOf(payload: Uint8Array): string {
  return decoder.decode(payload);
}
