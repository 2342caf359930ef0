/** The public JSON form of the call tree: `emberline tree --json`. */
import { callTree, nodeWeights } from '../callTree';
import type { Weights } from '../fileCosts';
import { weightsAt } from '../measures';
import type { FrameKind, Recording } from '../recording';
import type { TimeRange } from '../selection';
import { siteWeights } from '../siteWeights';

export interface TreeJson {
  readonly format: 1;
  readonly nodes: readonly NodeJson[];
}

export interface NodeJson {
  readonly id: number;
  /** null for the root; otherwise the id of an earlier node. */
  readonly parent: number | null;
  readonly kind: FrameKind;
  readonly name: string;
  readonly file: string | null;
  /** Of the definition, 1-based. */
  readonly line: number | null;
  readonly self: Weights;
}

export function treeJson(recording: Recording, range: TimeRange | null = null): TreeJson {
  const tree = callTree(recording);
  const self = new Map(
    recording.meta.metrics.map((metric) => [metric, nodeWeights(tree, siteWeights(recording, { metric, range })).self]),
  );
  const nodes = Array.from(tree.frame, (frameId, id): NodeJson => {
    const frame = recording.frames[frameId]!;
    return {
      id,
      parent: id === 0 ? null : tree.parent[id]!,
      kind: frame.kind,
      name: frame.name,
      file: frame.file === null ? null : (recording.files[frame.file]?.path ?? null),
      line: frame.line,
      self: weightsAt(self, id),
    };
  });
  return { format: 1, nodes };
}
