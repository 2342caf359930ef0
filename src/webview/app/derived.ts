/** Everything the views derive from a recording, computed when first asked for and kept for the selections used last. */
import { callTree, nodeWeights, type CallTree, type NodeWeights } from '../../core/callTree';
import { fileCosts } from '../../core/costs';
import type { FileCosts } from '../../core/fileCosts';
import { flameLayout, type FlameLayout } from '../../core/flameLayout';
import { functionTable, type FunctionRow } from '../../core/functionTable';
import { METRICS, type MetricInfo } from '../../core/metric';
import type { MetricId, Recording } from '../../core/recording';
import { search, type SearchResult } from '../../core/search';
import type { Selection, TimeRange } from '../../core/selection';
import { siteWeights } from '../../core/siteWeights';
import { boxOfNode } from '../flame/flameHit';
import { boxSlots, frameSlots, nodeHeat, nodeSlots } from '../flame/flameColors';
import { frameLabel } from './names';
import { Recent } from './recent';

/** The flame graph of one selection. */
export interface Picture {
  readonly weights: NodeWeights;
  readonly layout: FlameLayout;
  /** Index of the box by node, NONE_BOX without weight. */
  readonly boxOf: Uint32Array;
}

export class Derived {
  readonly tree: CallTree;
  /** By frame. */
  readonly labels: readonly string[];
  readonly slotOfFrame: Uint8Array;
  readonly slotOfNode: Uint8Array;
  private readonly pictures = new Recent<Picture>();
  private readonly slots = new Recent<Uint8Array>();
  private readonly searches = new Recent<SearchResult | null>();
  private readonly functions = new Recent<FunctionRow[]>();
  private readonly files = new Recent<Map<string, FileCosts>>();

  constructor(readonly recording: Recording) {
    this.tree = callTree(recording);
    this.labels = recording.frames.map((frame) => frameLabel(recording, frame));
    this.slotOfFrame = frameSlots(recording);
    this.slotOfNode = nodeSlots(this.tree, this.slotOfFrame);
  }

  get whole(): TimeRange {
    return { from: 0, to: Math.max(1, this.recording.meta.durationNs) };
  }

  metric(id: MetricId): MetricInfo {
    return METRICS[id];
  }

  picture(selection: Selection): Picture {
    return this.pictures.get(keyOf(selection), () => {
      const weights = nodeWeights(this.tree, siteWeights(this.recording, selection));
      const layout = flameLayout(this.tree, weights.total);
      return { weights, layout, boxOf: boxOfNode(layout, this.tree.length) };
    });
  }

  /** Colour slot by box, or heat level by box. */
  boxSlots(selection: Selection, heat: boolean): Uint8Array {
    return this.slots.get(`${keyOf(selection)} ${heat}`, () => {
      const { layout, weights } = this.picture(selection);
      return boxSlots(layout, heat ? nodeHeat(this.tree, weights) : this.slotOfNode);
    });
  }

  search(selection: Selection, text: string): SearchResult | null {
    return this.searches.get(`${keyOf(selection)} ${text}`, () => search(this.recording, this.tree, this.picture(selection).weights.total, text));
  }

  functionRows(selection: Selection): FunctionRow[] {
    return this.functions.get(keyOf(selection), () => functionTable(this.recording, selection));
  }

  /** Costs of all metrics by file; they do not depend on the chosen metric. */
  fileCosts(range: TimeRange | null): Map<string, FileCosts> {
    return this.files.get(keyOf({ metric: 'wall', range }), () => fileCosts(this.recording, range));
  }
}

function keyOf({ metric, range }: Selection): string {
  return range === null ? metric : `${metric} ${range.from} ${range.to}`;
}
