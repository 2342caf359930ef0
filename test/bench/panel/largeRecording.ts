/** Recordings of any size for the benchmark: a tree of about as many nodes as asked for, up to 59 deep. */
import { NONE } from '../../../src/core/ids';
import { RecordWriter } from '../../../src/protocol/recordWriter';
import { HEAD } from '../../support/recordingBuilder';

const FUNCTIONS = 2000;
const FILES = 80;
const DEEPEST = 59;

/** Small, seeded: the same recording each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function largeRecording(nodes: number): Uint8Array<ArrayBuffer> {
  const random = randomFrom(nodes);
  const parent = new Uint32Array(nodes);
  const frame = new Uint32Array(nodes);
  const depth = new Uint16Array(nodes);
  parent[0] = NONE;
  parent[1] = 0;
  frame[1] = 1;
  depth[1] = 1;
  for (let node = 2; node < nodes; node += 1) {
    let above = 1 + Math.floor(random() * (node - 1));
    // Prefer what is recent: it makes long thin towers as real programs have.
    above = Math.max(above, node - 1 - Math.floor(random() * 40));
    if (depth[above]! >= DEEPEST) {
      above = 1 + Math.floor(random() * Math.min(node - 1, 200));
    }
    parent[node] = above;
    depth[node] = depth[above]! + 1;
    frame[node] = 2 + Math.floor(random() * FUNCTIONS);
  }
  return write(nodes, { parent, frame }, random);
}

function write(nodes: number, sites: { parent: Uint32Array; frame: Uint32Array }, random: () => number): Uint8Array<ArrayBuffer> {
  const texts = ['', 'MainThread', ...Array.from({ length: FUNCTIONS }, (_, id) => `Stage${id % 90}.step_${id}`)];
  const paths = Array.from({ length: FILES }, (_, id) => (id % 3 === 0 ? `/home/user/project/part_${id}.py` : `/usr/lib/python3.12/lib_${id}.py`));
  const frames = FUNCTIONS + 2;
  const absent = new Uint32Array(nodes).fill(NONE);
  const line = Uint32Array.from({ length: nodes }, (_, node) => 1 + ((node * 31) % 400));
  const at = 1e6;
  return new RecordWriter()
    .json('head', { ...HEAD, runId: nodes.toString(16).padStart(32, '0') })
    .strings([...texts, ...paths])
    .columns('files', {}, { path: paths.map((_, id) => texts.length + id), sha256: paths.map(() => NONE), origin: paths.map((_, id) => (id % 3 === 0 ? 0 : 2)) })
    .columns('frames', {}, {
      name: Array.from({ length: frames }, (_, id) => id),
      file: Array.from({ length: frames }, (_, id) => (id < 2 ? NONE : id % FILES)),
      line: Array.from({ length: frames }, (_, id) => (id < 2 ? NONE : 10 + (id % 300))),
      kind: Array.from({ length: frames }, (_, id) => (id === 0 ? 0 : id === 1 ? 1 : 4)),
    })
    .columns('nodes', {}, { ...sites, line, endLine: absent, column: absent, endColumn: absent })
    .columns('threads', {}, { at: [0], ident: [1], thread: [0], name: [1], node: [1], event: [0] })
    .columns('samples', { thread: 0, base: 0 }, {
      delta: new Uint32Array(nodes).fill(at),
      node: Uint32Array.from({ length: nodes }, (_, node) => Math.max(1, node)),
      wall: Uint32Array.from({ length: nodes }, () => 1 + Math.floor(random() * at)),
      cpu: absent,
      state: new Uint8Array(nodes),
    })
    .json('end', { reason: 'finished', exitCode: 0, signal: null, durationNs: nodes * at, samples: nodes, lost: 0, ownCpuNs: 0, peakRss: null })
    .bytes();
}
