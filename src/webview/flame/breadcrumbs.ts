/** Where the flame graph is zoomed to: every step from the whole run down, each a way back. */
import { button, h } from '../app/dom';

export interface Crumb {
  readonly text: string;
  readonly node: number;
}

/** Steps in the middle are left out beyond this many. */
const SHOWN = 5;

export class Breadcrumbs {
  readonly element = h('nav', { class: 'crumbs', attributes: { 'aria-label': 'Zoomed to' } });
  private shown = '';

  constructor(private readonly go: (node: number) => void) {}

  render(crumbs: readonly Crumb[]): void {
    const key = crumbs.map(({ node }) => node).join();
    if (key === this.shown) {
      return;
    }
    this.shown = key;
    const tail = crumbs.length > SHOWN ? crumbs.slice(-(SHOWN - 1)) : crumbs.slice(1);
    const skipped = crumbs.length - 1 - tail.length;
    const first = crumbs.slice(0, 1).map((crumb) => this.step(crumb, tail.length === 0));
    const middle = skipped > 0 ? [separator(), h('span', { class: 'crumb-gap', attributes: { title: `${skipped} more` } }, '…')] : [];
    const last = tail.flatMap((crumb, index) => [separator(), this.step(crumb, index === tail.length - 1)]);
    this.element.replaceChildren(...first, ...middle, ...last);
  }

  private step(crumb: Crumb, last: boolean): HTMLElement {
    const element = button(crumb.text, 'crumb', () => this.go(crumb.node));
    if (last) {
      element.setAttribute('aria-current', 'true');
    }
    return element;
  }
}

function separator(): HTMLElement {
  return h('span', { class: 'crumb-separator', attributes: { 'aria-hidden': 'true' } }, '›');
}
