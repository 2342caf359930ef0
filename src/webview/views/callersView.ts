/** The Callers tab: all functions on one side; on the other who called the chosen one and what it called. */
import { callees, callers, type FunctionTree } from '../../core/callers';
import { flameLayout } from '../../core/flameLayout';
import type { FrameId } from '../../core/ids';
import { METRICS } from '../../core/metric';
import { formatShare, formatWeight } from '../../core/weight';
import { h, setText } from '../app/dom';
import type { Derived } from '../app/derived';
import { emptyState } from '../app/emptyState';
import { NO_FUNCTION, noWeightText } from '../app/emptyTexts';
import { framePlace, placeLabel } from '../app/names';
import type { PanelState } from '../app/store';
import type { PanelContext, View } from '../app/view';
import { boxSlots, nodeSlots } from '../flame/flameColors';
import { FlameGraph } from '../flame/flameGraph';
import { boxOfNode } from '../flame/flameHit';
import { CallTreeTable } from './callTreeTable';
import { FunctionList } from './functionList';
import { Segmented } from './segmented';

interface Half {
  readonly graph: FlameGraph;
  readonly host: HTMLElement;
  readonly table: CallTreeTable;
  readonly section: HTMLElement;
  tree: FunctionTree | null;
}

export class CallersView implements View {
  readonly element: HTMLElement;
  private readonly list: FunctionList;
  private readonly name = h('span', { class: 'sandwich-name' });
  private readonly place = h('span', { class: 'sandwich-place' });
  private readonly figures = h('span', { class: 'sandwich-figures' });
  private readonly shape = new Segmented('Shape', { picture: 'Picture', table: 'Table' }, (shape) => this.panel.store.update({ asTable: shape === 'table' }));
  private readonly above: Half;
  private readonly below: Half;
  private readonly sandwich: HTMLElement;
  private readonly emptyHost = h('div', { class: 'empty-host' });
  private shown = '';

  constructor(private readonly panel: PanelContext) {
    this.list = new FunctionList(panel);
    this.above = this.half('Callers', 'who called it');
    this.below = this.half('Callees', 'what it called');
    const head = h('div', { class: 'sandwich-head' }, this.name, this.place, this.figures, this.shape.element);
    this.sandwich = h('div', { class: 'sandwich' }, head, this.above.section, this.below.section);
    this.element = h('div', { class: 'view callers-view' }, this.list.element, this.sandwich, this.emptyHost);
    panel.theme.subscribe(() => [this.above, this.below].forEach(({ graph }) => graph.surface.request()));
  }

  render(state: PanelState): void {
    const { data } = state;
    if (data === null) {
      return;
    }
    const rows = data.functionRows(state.selection);
    const frame = state.frame !== null && rows.some((row) => row.frame.id === state.frame) ? state.frame : rows[0]?.frame.id ?? null;
    const empty = rows.length === 0;
    this.list.element.hidden = empty;
    this.sandwich.hidden = empty || frame === null;
    this.emptyHost.hidden = !empty;
    if (empty) {
      const text = data.picture(state.selection).layout.length > 0 ? NO_FUNCTION : noWeightText(data.recording, state.selection);
      this.emptyHost.replaceChildren(emptyState(text, this.panel));
      return;
    }
    this.list.render({ ...state, frame });
    this.shape.set(state.asTable ? 'table' : 'picture');
    if (frame !== null) {
      this.renderSandwich(data, state, frame);
    }
  }

  focus(): void {
    this.list.focus();
  }

  copyText(): { text: string; csv: string } {
    return this.list.copyText();
  }

  private half(title: string, what: string): Half {
    const host = h('div', { class: 'flame', attributes: { role: 'img', 'aria-label': `${title}: ${what}. The table shows the same` } });
    const graph = new FlameGraph(host, this.panel.theme, {
      pointed: (node, event, box) => this.pointed(node === null ? null : { half, node }, event, box),
      clicked: (node) => this.follow(half, node),
      doubleClicked: (node, event) => this.open(half, node, event.ctrlKey || event.metaKey),
      share: (weight) => formatShare(weight / this.wholeWeight()),
    });
    const table = new CallTreeTable(this.panel, title, () => undefined);
    const heading = h('h2', { class: 'half-title' }, title, h('span', { class: 'half-what' }, what));
    const section = h('section', { class: 'sandwich-half', attributes: { 'aria-label': title } }, heading, host, table.element);
    const half: Half = { graph, host, table, section, tree: null };
    return half;
  }

  private wholeWeight(): number {
    const { data, selection } = this.panel.store.state;
    return data?.picture(selection).weights.total[0] ?? 1;
  }

  private renderSandwich(data: Derived, state: PanelState, frame: FrameId): void {
    const { metric, range } = state.selection;
    const row = data.functionRows(state.selection).find((candidate) => candidate.frame.id === frame);
    const found = data.recording.frames[frame];
    const whole = this.wholeWeight();
    const { unit } = METRICS[metric];
    setText(this.name, data.labels[frame] ?? '');
    setText(this.place, found === undefined ? '' : placeLabel(data.recording, found.file, found.line) ?? '');
    setText(this.figures, row === undefined ? '' : `total ${formatWeight(row.total, unit)} ${formatShare(row.total / whole)}   self ${formatWeight(row.self, unit)} ${formatShare(row.self / whole)}`);
    const key = `${data.recording.meta.runId} ${metric} ${range?.from} ${range?.to} ${frame}`;
    if (key !== this.shown) {
      const { weights } = data.picture(state.selection);
      this.above.tree = callers(data.tree, weights, frame);
      this.below.tree = callees(data.tree, weights, frame);
      this.shown = key;
      [this.above, this.below].forEach((half) => this.layOut(half, data, state));
    }
    for (const half of [this.above, this.below]) {
      half.host.hidden = state.asTable;
      half.table.element.hidden = !state.asTable;
      if (state.asTable && half.tree !== null) {
        half.table.render({ ...state, node: null }, half.tree.tree, half.tree.total, null);
      }
      half.graph.surface.request();
    }
  }

  private layOut({ graph, tree }: Half, data: Derived, state: PanelState): void {
    if (tree === null) {
      return;
    }
    const layout = flameLayout(tree.tree, tree.total);
    const family = METRICS[state.selection.metric].unit === 'nanoseconds' ? 'time' : 'memory';
    graph.show({
      tree: tree.tree, layout, total: tree.total, boxOf: boxOfNode(layout, tree.tree.length),
      slot: boxSlots(layout, nodeSlots(tree.tree, data.slotOfFrame)),
      heat: false, labels: data.labels, matches: null, whole: this.wholeWeight(),
    }, 0, family);
  }

  private follow({ tree }: Half, node: number): void {
    const frame = tree?.tree.frame[node];
    const found = frame === undefined ? undefined : this.panel.store.state.data?.recording.frames[frame];
    if (found !== undefined && (found.kind === 'function' || found.kind === 'module' || found.kind === 'class' || found.kind === 'native')) {
      this.panel.store.update({ frame: found.id, node: null });
    }
  }

  private open({ tree }: Half, node: number, beside: boolean): void {
    const { data } = this.panel.store.state;
    const found = data?.recording.frames[tree?.tree.frame[node] ?? 0];
    this.panel.open(data === null || found === undefined ? null : framePlace(data.recording, found), beside);
  }

  private pointed(found: { half: Half; node: number } | null, event: MouseEvent | null, box: DOMRect | null): void {
    const { data, selection } = this.panel.store.state;
    if (found === null || event === null || box === null || data === null || found.half.tree === null) {
      this.panel.tooltip.hide();
      return;
    }
    const { tree, total } = found.half.tree;
    const frame = data.recording.frames[tree.frame[found.node] ?? 0];
    const weight = total[found.node] ?? 0;
    this.panel.tooltip.show({
      title: data.labels[tree.frame[found.node] ?? 0] ?? '',
      subtitle: frame === undefined ? null : placeLabel(data.recording, frame.file, frame.line),
      rows: [
        ['on this way', formatWeight(weight, METRICS[selection.metric].unit)],
        ['of the function', formatShare(weight / (total[0] ?? 1))],
        ['of the whole', formatShare(weight / this.wholeWeight())],
      ],
      hint: 'click: its callers   double click: open',
    }, { x: event.clientX, top: box.top, bottom: box.bottom });
  }
}
