/** The panel: header, timeline, tabs and views over one store, and what passes between it and the host. */
import { button, h, isTyping } from './app/dom';
import { Banner } from './app/banner';
import { emptyState } from './app/emptyState';
import { NOTHING_YET } from './app/emptyTexts';
import { Header } from './app/header';
import type { Host } from './app/host';
import { LiveRegion } from './app/liveRegion';
import { ProgressLine } from './app/progressLine';
import { SearchBox } from './app/searchBox';
import { Store, type PanelState } from './app/store';
import { Tabs } from './app/tabs';
import { ThemeWatcher } from './app/theme';
import { Tooltip } from './app/tooltip';
import type { PanelContext, View } from './app/view';
import type { SourcePlace, ViewId } from '../protocol/webview';
import { TimelineView } from './timeline/timelineView';
import { CallersView } from './views/callersView';
import { CollectorView } from './views/collectorView';
import { FlameView } from './views/flameView';
import { LinesView } from './views/linesView';
import { ReferencesView } from './views/referencesView';

export class Panel implements PanelContext {
  readonly store = new Store();
  readonly theme = new ThemeWatcher();
  readonly tooltip = new Tooltip();
  readonly live = new LiveRegion();
  readonly flame: FlameView;
  private readonly views: Readonly<Record<ViewId, View>>;
  private readonly header: Header;
  private readonly banner = new Banner();
  private readonly progress = new ProgressLine();
  private readonly timeline: TimelineView;
  private readonly tabs: Tabs;
  private readonly searchBox: SearchBox;
  private readonly body = h('div', { class: 'panel-body' });
  private readonly viewHost = h('main', { class: 'view-host', attributes: { id: 'view', role: 'tabpanel' } });
  private readonly emptyHost = h('div', { class: 'empty-host' });
  private shownView: ViewId | null = null;

  constructor(readonly host: Host, root: HTMLElement) {
    this.flame = new FlameView(this);
    this.views = {
      flame: this.flame,
      callers: new CallersView(this),
      lines: new LinesView(this),
      references: new ReferencesView(this),
      collector: new CollectorView(this),
    };
    this.header = new Header(this, () => this.views[this.store.state.view]);
    this.timeline = new TimelineView(this);
    this.tabs = new Tabs(this.store);
    this.searchBox = new SearchBox(this.store, () => this.currentView().focus());
    this.body.append(this.timeline.element, h('div', { class: 'view-bar' }, this.tabs.element, this.searchBox.element), this.viewHost);
    root.append(h('div', { class: 'emberline' }, this.header.element, this.progress.element, this.banner.element, this.body, this.emptyHost), this.tooltip.element, this.live.element);
    this.store.subscribe((state, before) => this.render(state, before));
    root.addEventListener('keydown', (event) => this.onKey(event));
    this.render(this.store.state, null);
  }

  open(place: SourcePlace | null, beside: boolean): void {
    if (place === null) {
      this.live.say('This has no source line.');
    } else if (this.host.isEditor) {
      this.host.send({ type: 'place/open', place, beside });
    } else {
      this.live.say(`${place.path}, line ${place.line}`);
    }
  }

  copy(text: string): void {
    this.host.send({ type: 'text/copy', text });
    this.live.say('Copied.');
  }

  focusSearch(): void {
    this.searchBox.focus();
  }

  private currentView(): View {
    return this.views[this.store.state.view];
  }

  private render(state: PanelState, before: PanelState | null): void {
    this.progress.render(state);
    this.header.render(state);
    this.banner.render(state);
    const empty = state.data === null;
    this.body.hidden = empty;
    this.emptyHost.hidden = !empty;
    if (empty) {
      this.renderEmpty(state, before);
      return;
    }
    if (this.shownView !== state.view) {
      this.shownView = state.view;
      this.tooltip.hide();
      this.viewHost.setAttribute('aria-labelledby', `tab-${state.view}`);
      this.viewHost.replaceChildren(this.currentView().element);
    }
    this.tabs.render(state);
    this.searchBox.render(state);
    this.timeline.render(state);
    this.currentView().render(state);
  }

  private renderEmpty(state: PanelState, before: PanelState | null): void {
    if (before !== null && before.failure === state.failure && before.data === state.data && this.emptyHost.childElementCount > 0) {
      return;
    }
    const { failure } = state;
    this.emptyHost.replaceChildren(failure === null
      ? emptyState(NOTHING_YET, this)
      : h('div', { class: 'empty', attributes: { role: 'alert' } },
          h('h2', { class: 'empty-title' }, 'This recording could not be opened'),
          h('p', {}, failure.message), h('p', { class: 'empty-next' }, failure.hint),
          this.host.isEditor ? button('Show Log', 'button', () => this.host.send({ type: 'command', command: 'showLog' })) : null));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || this.store.state.data === null) {
      return;
    }
    if (event.key === '/' && !isTyping(event.target)) {
      event.preventDefault();
      this.focusSearch();
    } else if (event.key === 'Escape') {
      this.clear();
    }
  }

  /** Escape clears one thing at a time: first the time range, then the search. */
  private clear(): void {
    const { selection, search } = this.store.state;
    if (selection.range !== null) {
      this.store.update({ selection: { ...selection, range: null } });
      this.live.say('The whole run');
    } else if (search !== '') {
      this.store.update({ search: '' });
    }
  }
}
