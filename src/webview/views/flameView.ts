/** The Flame tab: the call tree as a picture or as a table, zoomed, searched and walked. */
import type { NodeId } from '../../core/ids';
import { METRICS } from '../../core/metric';
import { formatShare } from '../../core/weight';
import { h } from '../app/dom';
import type { Derived } from '../app/derived';
import { emptyState } from '../app/emptyState';
import { noWeightText } from '../app/emptyTexts';
import { framePlace } from '../app/names';
import type { MetricFamily } from '../app/palette';
import { ROOT, type PanelState } from '../app/store';
import type { PanelContext, View } from '../app/view';
import { Breadcrumbs } from '../flame/breadcrumbs';
import { FlameGraph } from '../flame/flameGraph';
import { flameAction, type FlameAction } from '../flame/flameKeys';
import { neighbor, NONE_BOX } from '../flame/flameHit';
import { pathOf, type FlameContent } from '../flame/flameModel';
import { boxDetail, boxSentence, boxTooltip } from './boxDetail';
import { CallTreeTable } from './callTreeTable';
import { DetailLine } from './detailLine';
import { Segmented } from './segmented';

export class FlameView implements View {
  readonly element: HTMLElement;
  readonly graph: FlameGraph;
  private readonly host = h('div', { class: 'flame', attributes: { tabindex: '0', role: 'application', 'aria-label': 'Flame graph. Arrow keys walk, Enter opens the source, Space zooms, Backspace goes back, f shows callers' } });
  private readonly crumbs = new Breadcrumbs((node) => this.zoom(node));
  private readonly coloring = new Segmented('Colours', { module: 'By module', heat: 'By heat' }, (coloring) => this.panel.store.update({ coloring }));
  private readonly shape = new Segmented('Shape', { picture: 'Picture', table: 'Table' }, (shape) => this.panel.store.update({ asTable: shape === 'table' }));
  private readonly detail = new DetailLine('↵ open   f callers   / search');
  private readonly table: CallTreeTable;
  private readonly emptyHost = h('div', { class: 'empty-host' });
  private shown = '';
  private hovered: number | null = null;

  constructor(private readonly panel: PanelContext) {
    this.graph = new FlameGraph(this.host, panel.theme, {
      pointed: (node, event, box) => this.pointed(node, event, box),
      clicked: (node) => this.clicked(node),
      doubleClicked: (node, event) => this.open(node, event.ctrlKey || event.metaKey),
      share: (weight) => formatShare(weight / this.wholeWeight()),
    });
    this.table = new CallTreeTable(panel, 'Call tree', (node) => this.choose(node));
    this.host.addEventListener('keydown', (event) => this.onKey(event));
    panel.theme.subscribe(() => this.graph.surface.request());
    this.element = h('div', { class: 'view flame-view' },
      h('div', { class: 'toolbar' }, this.crumbs.element, h('div', { class: 'toolbar-end' }, this.coloring.element, this.shape.element)),
      this.host, this.table.element, this.emptyHost, this.detail.element);
  }

  render(state: PanelState): void {
    const { data } = state;
    if (data === null) {
      return;
    }
    const { weights } = data.picture(state.selection);
    const empty = !((weights.total[0] ?? 0) > 0);
    this.host.hidden = empty || state.asTable;
    this.table.element.hidden = empty || !state.asTable;
    this.emptyHost.hidden = !empty;
    this.detail.element.hidden = empty;
    this.coloring.element.hidden = state.asTable || empty;
    this.coloring.set(state.coloring);
    this.shape.set(state.asTable ? 'table' : 'picture');
    this.crumbs.render([{ text: 'all', node: 0 }, ...pathOf(data.tree, state.zoom).map((node) => ({ text: data.labels[data.tree.frame[node] ?? 0] ?? '', node }))]);
    if (empty) {
      this.emptyHost.replaceChildren(emptyState(noWeightText(data.recording, state.selection), this.panel));
      return;
    }
    if (state.asTable) {
      this.table.render(state, data.tree, weights.total, weights.self);
    } else {
      this.renderPicture(data, state);
    }
    this.showDetail(state);
  }

  focus(): void {
    if (this.panel.store.state.asTable) {
      this.table.focus();
    } else {
      this.host.focus();
    }
  }

  copyText(): { text: string; csv: string } | null {
    const { data, selection } = this.panel.store.state;
    if (data === null) {
      return null;
    }
    const { weights } = data.picture(selection);
    this.table.render(this.panel.store.state, data.tree, weights.total, weights.self);
    return this.table.copyText();
  }

  private wholeWeight(): number {
    const { data, selection } = this.panel.store.state;
    return data?.picture(selection).weights.total[0] ?? 1;
  }

  private renderPicture(data: Derived, state: PanelState): void {
    const family: MetricFamily = METRICS[state.selection.metric].unit === 'nanoseconds' ? 'time' : 'memory';
    const content = this.content(data, state);
    const { metric, range } = state.selection;
    const key = `${data.recording.meta.runId} ${metric} ${range?.from} ${range?.to} ${state.zoom}`;
    if (key === this.shown && this.graph.content?.tree === content.tree) {
      this.graph.content = content;
      this.graph.family = family;
    } else if (this.graph.content?.layout === content.layout && this.graph.content.tree === content.tree) {
      this.graph.content = content;
      this.graph.zoomTo(state.zoom);
    } else {
      this.graph.show(content, state.zoom, family);
    }
    this.shown = key;
    this.graph.choose(state.node);
    this.graph.surface.request();
  }

  private content(data: Derived, state: PanelState): FlameContent {
    const { layout, weights, boxOf } = data.picture(state.selection);
    const heat = state.coloring === 'heat';
    return {
      tree: data.tree, layout, total: weights.total, boxOf, heat, labels: data.labels, whole: weights.total[0] ?? 0,
      slot: data.boxSlots(state.selection, heat),
      matches: data.search(state.selection, state.search)?.frames ?? null,
    };
  }

  private pointed(node: number | null, event: MouseEvent | null, box: DOMRect | null): void {
    const { state } = this.panel.store;
    this.hovered = node;
    if (node === null || event === null || box === null || state.data === null) {
      this.panel.tooltip.hide();
    } else {
      const detail = boxDetail(state.data, state, node, true);
      this.panel.tooltip.show(boxTooltip(detail, 'click: zoom   double click: open'), { x: event.clientX, top: box.top, bottom: box.bottom });
    }
    this.showDetail(state);
  }

  private showDetail(state: PanelState): void {
    const node = this.hovered ?? state.node;
    this.detail.show(node === null || state.data === null ? null : boxDetail(state.data, state, node, true));
  }

  private clicked(node: number): void {
    this.panel.tooltip.hide();
    this.choose(node);
    this.zoom(node);
  }

  private zoom(node: number): void {
    this.panel.store.update({ zoom: node as NodeId });
  }

  private choose(node: number): void {
    const { data } = this.panel.store.state;
    const frame = data?.recording.frames[data.tree.frame[node] ?? 0];
    this.panel.store.update({ node: node as NodeId, ...(frame === undefined ? {} : { frame: frame.id }) });
    if (data !== null) {
      this.panel.live.say(boxSentence(boxDetail(data, this.panel.store.state, node, false)));
    }
  }

  private open(node: number, beside: boolean): void {
    const { data } = this.panel.store.state;
    const frame = data?.recording.frames[data.tree.frame[node] ?? 0];
    if (data !== null && frame !== undefined) {
      this.panel.open(framePlace(data.recording, frame), beside);
    }
  }

  private onKey(event: KeyboardEvent): void {
    const action = flameAction(event);
    if (action !== null && this.act(action)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** False: the key is left to the panel. */
  private act(action: FlameAction): boolean {
    const { state } = this.panel.store;
    const node = state.node ?? state.zoom;
    switch (action) {
      case 'parent': case 'child': case 'previous': case 'next':
        this.walk(node, action);
        return true;
      case 'nextMatch': case 'previousMatch':
        this.walkMatches(node, action === 'nextMatch' ? 1 : -1);
        return true;
      case 'zoomToBox':
        this.zoom(node);
        return true;
      case 'back':
        this.zoom(state.data?.tree.parent[state.zoom] ?? 0);
        return true;
      case 'reset':
        this.panel.store.update({ zoom: ROOT });
        this.graph.zoomTo(0);
        return true;
      case 'zoomIn': case 'zoomOut':
        this.graph.zoomBy(action === 'zoomIn' ? 1.6 : 1 / 1.6);
        return true;
      case 'panLeft': case 'panRight':
        this.graph.panBy(action === 'panLeft' ? -0.2 : 0.2);
        return true;
      case 'open': case 'openBeside':
        this.open(node, action === 'openBeside');
        return true;
      case 'callers':
        this.choose(node);
        this.panel.store.update({ view: 'callers' });
        return true;
      case 'clear':
        if (state.zoom === 0) {
          return false;
        }
        this.panel.store.update({ zoom: ROOT });
        return true;
    }
  }

  private walk(node: number, direction: 'parent' | 'child' | 'previous' | 'next'): void {
    const { content } = this.graph;
    const box = content?.boxOf[node] ?? NONE_BOX;
    if (content !== null && box !== NONE_BOX) {
      const next = this.panel.store.state.node === null ? node : content.layout.node[neighbor(content.layout, box, direction)] ?? node;
      this.choose(next);
      this.graph.revealNode(next);
    }
  }

  private walkMatches(node: number, step: 1 | -1): void {
    const { content } = this.graph;
    if (content === null || content.matches === null) {
      return;
    }
    const { layout, matches, tree } = content;
    const start = content.boxOf[node] ?? 0;
    for (let count = 1; count <= layout.length; count += 1) {
      const box = (((start === NONE_BOX ? 0 : start) + step * count) % layout.length + layout.length) % layout.length;
      const candidate = layout.node[box] ?? 0;
      if (matches[tree.frame[candidate] ?? 0] === 1) {
        this.choose(candidate);
        this.graph.revealNode(candidate);
        return;
      }
    }
  }
}
