/** The row of views: ARIA tabs, arrows walk, one of them is in the tab order. */
import type { ViewId } from '../../protocol/webview';
import { expectDefined, h, setText } from './dom';
import type { PanelState, Store } from './store';

export const VIEW_TITLES: Readonly<Record<ViewId, string>> = {
  flame: 'Flame',
  callers: 'Callers',
  lines: 'Lines',
  references: 'References',
  collector: 'Collector',
};
const ORDER: readonly ViewId[] = ['flame', 'callers', 'lines', 'references', 'collector'];

export class Tabs {
  readonly element = h('div', { class: 'tabs', attributes: { role: 'tablist', 'aria-label': 'Views' } });
  private readonly buttons: Readonly<Record<ViewId, { readonly tab: HTMLButtonElement; readonly count: HTMLElement }>>;

  constructor(private readonly store: Store) {
    const make = (view: ViewId): { tab: HTMLButtonElement; count: HTMLElement } => {
      const count = h('span', { class: 'tab-count' });
      const tab = h('button', { class: 'tab', attributes: { role: 'tab', type: 'button', id: `tab-${view}`, 'aria-controls': 'view' } }, VIEW_TITLES[view], count);
      tab.addEventListener('click', () => store.update({ view }));
      this.element.append(tab);
      return { tab, count };
    };
    this.buttons = { flame: make('flame'), callers: make('callers'), lines: make('lines'), references: make('references'), collector: make('collector') };
    this.element.addEventListener('keydown', (event) => this.onKey(event));
  }

  render(state: PanelState): void {
    for (const view of ORDER) {
      const { tab } = this.buttons[view];
      const selected = state.view === view;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      tab.classList.toggle('is-selected', selected);
    }
    const recording = state.data?.recording;
    setText(this.buttons.references.count, count(recording?.objects.length ?? 0));
    setText(this.buttons.collector.count, count(recording?.collections.length ?? 0));
  }

  private onKey(event: KeyboardEvent): void {
    const at = ORDER.indexOf(this.store.state.view);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: ORDER.length - 1 }[event.key];
    if (next === undefined) {
      return;
    }
    event.preventDefault();
    const view = expectDefined(ORDER[(next + ORDER.length) % ORDER.length], 'view');
    this.store.update({ view });
    this.buttons[view].tab.focus();
  }
}

function count(number: number): string {
  return number === 0 ? '' : number > 999 ? '999+' : String(number);
}
