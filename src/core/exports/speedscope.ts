/** Speedscope's JSON format: one sampled profile for every thread, and one for the bytes allocated. */
import { callTree, nodeWeights, type CallTree } from '../callTree';
import { METRICS } from '../metric';
import type { MetricId, Recording, ThreadSamples } from '../recording';
import { siteWeights } from '../siteWeights';

/** The part of https://www.speedscope.app/file-format-schema.json that is written here. */
export interface SpeedscopeFile {
  readonly $schema: 'https://www.speedscope.app/file-format-schema.json';
  readonly shared: { readonly frames: readonly SpeedscopeFrame[] };
  readonly profiles: readonly SpeedscopeProfile[];
  readonly name: string;
  readonly activeProfileIndex: number;
  readonly exporter: string;
}

export interface SpeedscopeFrame {
  readonly name: string;
  readonly file?: string;
  /** 1-based, of the definition. */
  readonly line?: number;
}

export interface SpeedscopeProfile {
  readonly type: 'sampled';
  readonly name: string;
  readonly unit: 'nanoseconds' | 'bytes' | 'none';
  readonly startValue: number;
  readonly endValue: number;
  /** Stacks of indices into shared.frames, outermost first. */
  readonly samples: readonly (readonly number[])[];
  readonly weights: readonly number[];
}

const MEMORY_METRICS: readonly MetricId[] = ['allocated', 'peak', 'held'];

export function speedscopeFile(recording: Recording): SpeedscopeFile {
  const tree = callTree(recording);
  const threads = recording.samples.filter(({ length }) => length > 0).map((samples) => threadProfile(recording, tree, samples));
  const memory = MEMORY_METRICS.filter((metric) => recording.meta.metrics.includes(metric));
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    shared: { frames: recording.frames.map((_, frame) => speedscopeFrame(recording, frame)) },
    profiles: [...threads, ...memory.map((metric) => metricProfile(recording, tree, metric))],
    name: recording.meta.command.join(' '),
    activeProfileIndex: 0,
    exporter: `emberline ${recording.meta.emberline}`,
  };
}

function speedscopeFrame({ frames, files }: Recording, id: number): SpeedscopeFrame {
  const { name, file, line } = frames[id]!;
  const path = file === null ? undefined : files[file]?.path;
  return { name: name || '(unnamed)', ...(path === undefined ? {} : { file: path }), ...(line === null ? {} : { line }) };
}

/** A thread's samples in time order; neighbours with the same stack are one sample. */
function threadProfile(recording: Recording, tree: CallTree, { thread, site, wall, length }: ThreadSamples): SpeedscopeProfile {
  const stacks = new Stacks(tree);
  let last = -1;
  for (let row = 0; row < length; row++) {
    const node = tree.nodeOfSite[site[row]!]!;
    if (node === last) {
      stacks.extend(wall[row]!);
    } else {
      stacks.add(node, wall[row]!);
    }
    last = node;
  }
  return stacks.profile(recording.threads[thread]?.name ?? `Thread ${thread}`, 'nanoseconds');
}

function metricProfile(recording: Recording, tree: CallTree, metric: MetricId): SpeedscopeProfile {
  const { self } = nodeWeights(tree, siteWeights(recording, { metric, range: null }));
  const stacks = new Stacks(tree);
  for (let node = 0; node < tree.length; node++) {
    if (self[node]! > 0) {
      stacks.add(node, self[node]!);
    }
  }
  const { title, unit } = METRICS[metric];
  return stacks.profile(title, unit === 'count' ? 'none' : unit);
}

class Stacks {
  readonly #samples: number[][] = [];
  readonly #weights: number[] = [];

  constructor(private readonly tree: CallTree) {}

  add(leaf: number, weight: number): void {
    const stack: number[] = [];
    for (let node = leaf; node !== 0; node = this.tree.parent[node]!) {
      stack.push(this.tree.frame[node]!);
    }
    this.#samples.push(stack.reverse());
    this.#weights.push(weight);
  }

  /** Adds weight to the stack that was added last. */
  extend(weight: number): void {
    this.#weights[this.#weights.length - 1]! += weight;
  }

  profile(name: string, unit: SpeedscopeProfile['unit']): SpeedscopeProfile {
    const endValue = this.#weights.reduce((sum, weight) => sum + weight, 0);
    return { type: 'sampled', name, unit, startValue: 0, endValue, samples: this.#samples, weights: this.#weights };
  }
}
