/** Recordings as large as they get, made fast: for scale, not for meaning. */
import { NONE } from '../../src/core/ids';
import { RecordWriter } from '../../src/protocol/recordWriter';
import { Random } from './random';
import { HEAD } from './recordingBuilder';

const FUNCTIONS = 2000;
const FILES = 50;
const DEEPEST = 60;
const INTERVAL_NS = 1_000_000;
const SAMPLES_A_RECORD = 10_000;

export interface Size {
  readonly sites: number;
  readonly samples: number;
  /** One path as deep as there are sites, instead of a tree at most sixty deep. */
  readonly chain?: boolean;
}

/** The bytes of a recording of one thread. */
export function largeRecording({ sites, samples, chain = false }: Size): Uint8Array<ArrayBuffer> {
  const random = new Random(1);
  const writer = new RecordWriter().json('head', { ...HEAD, metrics: ['wall'] });
  writeFunctions(writer);
  writeSites(writer, sites, chain, random);
  writer.columns('threads', {}, { at: [0], ident: [1], thread: [0], name: [1], node: [1], event: [0] });
  for (let written = 0; written < samples; written += SAMPLES_A_RECORD) {
    const rows = Math.min(SAMPLES_A_RECORD, samples - written);
    const node = Uint32Array.from({ length: rows }, () => 1 + random.below(sites - 1));
    const interval = new Uint32Array(rows).fill(INTERVAL_NS);
    const columns = { delta: interval, node, wall: interval, cpu: new Uint32Array(rows).fill(NONE), state: new Uint8Array(rows) };
    writer.columns('samples', { thread: 0, base: written * INTERVAL_NS }, columns);
  }
  return writer
    .json('end', {
      reason: 'finished',
      exitCode: 0,
      signal: null,
      durationNs: samples * INTERVAL_NS,
      samples,
      lost: 0,
      ownCpuNs: null,
      peakRss: null,
    })
    .bytes();
}

function writeFunctions(writer: RecordWriter): void {
  const all = Array.from({ length: FUNCTIONS }, (_, id) => id);
  const files = Array.from({ length: FILES }, (_, id) => id);
  writer.strings(['', 'MainThread', ...all.map((id) => `module${id % FILES}.function${id}`), ...files.map((id) => `/p/module${id}.py`)]);
  writer.columns(
    'files',
    {},
    { path: files.map((id) => 2 + FUNCTIONS + id), sha256: files.map(() => NONE), origin: files.map(() => 0) },
  );
  writer.columns(
    'frames',
    {},
    {
      name: [0, 1, ...all.map((id) => 2 + id)],
      file: [NONE, NONE, ...all.map((id) => id % FILES)],
      line: [NONE, NONE, ...all.map((id) => 10 * id + 1)],
      kind: [0, 1, ...all.map(() => 4)],
    },
  );
}

function writeSites(writer: RecordWriter, sites: number, chain: boolean, random: Random): void {
  const parent = new Uint32Array(sites);
  const frame = new Uint32Array(sites);
  const line = new Uint32Array(sites).fill(NONE, 0, 2);
  const depth = new Uint32Array(sites);
  parent[0] = NONE;
  frame[1] = 1;
  depth[1] = 1;
  for (let site = 2; site < sites; site++) {
    // New paths grow from anywhere; what follows mostly continues what was there just now.
    let above = chain ? site - 1 : random.next() < 0.2 ? 1 + random.below(site - 1) : Math.max(1, site - 1 - random.below(4));
    if (!chain && depth[above]! >= DEEPEST) {
      above = 1 + random.below(Math.min(site - 1, 1000));
    }
    parent[site] = above;
    depth[site] = depth[above]! + 1;
    frame[site] = 2 + random.below(FUNCTIONS);
    line[site] = 10 * frame[site]! + random.below(8);
  }
  const none = new Uint32Array(sites).fill(NONE);
  writer.columns('nodes', {}, { parent, frame, line, endLine: none, column: none, endColumn: none });
}
