/** Collapsed stacks, one line each: the format that flame graph tools have in common. */
import { callTree, nodeWeights, type CallTree } from '../callTree';
import type { Recording } from '../recording';
import type { Selection } from '../selection';
import { siteWeights } from '../siteWeights';

/**
 * Lines such as `MainThread;main (main.py:1);load (io.py:9) 1200`: frames outermost first, then the stack's own weight
 * as a whole number of the metric's unit. Stacks without weight are left out.
 */
export function* collapsedStacks(recording: Recording, selection: Selection): Generator<string> {
  const tree = callTree(recording);
  const { self } = nodeWeights(tree, siteWeights(recording, selection));
  const names = recording.frames.map((_, frame) => frameTitle(recording, frame));
  for (let node = 1; node < tree.length; node++) {
    const weight = Math.round(self[node]!);
    if (weight > 0) {
      yield `${stackOf(tree, node, names).join(';')} ${weight}`;
    }
  }
}

function stackOf(tree: CallTree, leaf: number, names: readonly string[]): string[] {
  const stack: string[] = [];
  for (let node = leaf; node !== 0; node = tree.parent[node]!) {
    stack.push(names[tree.frame[node]!]!);
  }
  return stack.reverse();
}

/** Semicolons and line ends separate stacks and frames, so a name may hold neither. */
function frameTitle({ frames, files }: Recording, id: number): string {
  const { name, file, line } = frames[id]!;
  const path = file === null ? null : files[file]?.path;
  const place = path === null || path === undefined ? '' : ` (${path}${line === null ? '' : `:${line}`})`;
  return `${name}${place}`.replace(/[;\r\n]+/g, ' ') || '(unnamed)';
}
