/** Reads the answers of measuring jobs, field by field. */
import type { ProcessValues } from '../../core/measure/timing';
import type { UnsafeAct } from '../../core/measure/trial';
import { asBoolean, asList, asNumber, asObject, asString, type JsonObject, orNull } from '../../protocol/jsonFields';

/** @throws FieldError */
export function processValues(answer: JsonObject): ProcessValues {
  return {
    values: asList(answer['values'], asNumber, 'values'),
    warmups: asList(answer['warmups'], asNumber, 'warmups'),
    loops: asNumber(answer['loops'], 'loops'),
    cpuShares: asList(answer['cpuShares'], asNumber, 'cpuShares'),
    peakBytes: orNull(answer['peakBytes'], asNumber, 'peakBytes'),
    collections: orNull(answer['collections'], asNumber, 'collections'),
  };
}

export function unsafeActs(answer: JsonObject): UnsafeAct[] {
  return asList(answer['unsafe'], unsafeAct, 'unsafe');
}

function unsafeAct(value: unknown, name: string): UnsafeAct {
  const act = asObject(value, name);
  return {
    kind: asString(act['kind'], 'kind'),
    event: asString(act['event'], 'event'),
    what: asString(act['what'], 'what'),
    file: orNull(act['file'], asString, 'file'),
    line: orNull(act['line'], asNumber, 'line'),
  };
}

export interface ProgramAnswer {
  readonly end: string;
  readonly output: { readonly sha256: string; readonly bytes: number; readonly head: string };
  readonly wallNs: number;
  readonly cpuNs: number;
  readonly peakBytes: number | null;
  readonly peakRss: number | null;
  readonly collections: number;
  readonly unsafe: readonly UnsafeAct[];
}

export function programAnswer(answer: JsonObject): ProgramAnswer {
  const end = asObject(answer['end'], 'end');
  const output = asObject(answer['stdout'], 'stdout');
  const exception = orNull(end['exception'], asString, 'exception');
  return {
    end: exception === null ? `exit code ${orNull(end['exitCode'], asNumber, 'exitCode') ?? 'unknown'}` : exception,
    output: { sha256: asString(output['sha256'], 'sha256'), bytes: asNumber(output['bytes'], 'bytes'), head: asString(output['head'], 'head') },
    wallNs: asNumber(answer['wallNs'], 'wallNs'),
    cpuNs: asNumber(answer['cpuNs'], 'cpuNs'),
    peakBytes: orNull(answer['peakBytes'], asNumber, 'peakBytes'),
    peakRss: orNull(answer['peakRss'], asNumber, 'peakRss'),
    collections: asNumber(answer['collections'], 'collections'),
    unsafe: unsafeActs(answer),
  };
}

export interface RecordAnswer {
  readonly calls: number;
  readonly count: number;
  readonly problem: string | null;
  readonly unsafe: readonly UnsafeAct[];
}

export function recordAnswer(answer: JsonObject): RecordAnswer {
  return {
    calls: asNumber(answer['calls'], 'calls'),
    count: asNumber(answer['count'], 'count'),
    problem: orNull(answer['problem'], asString, 'problem'),
    unsafe: unsafeActs(answer),
  };
}

export interface PlaceAnswer {
  readonly reached: boolean;
  readonly names: readonly string[];
  readonly leftOut: readonly string[];
  readonly unsafe: readonly UnsafeAct[];
}

export function placeAnswer(answer: JsonObject): PlaceAnswer {
  return {
    reached: asBoolean(answer['reached'], 'reached'),
    names: asList(answer['names'], asString, 'names'),
    leftOut: asList(answer['leftOut'], asString, 'leftOut'),
    unsafe: unsafeActs(answer),
  };
}
