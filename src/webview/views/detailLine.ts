/** The line below a picture: the pointed or chosen box in full, and the keys that act on it. */
import { h, setText } from '../app/dom';
import type { BoxDetail } from './boxDetail';

export class DetailLine {
  readonly element: HTMLElement;
  private readonly name = h('span', { class: 'detail-name' });
  private readonly place = h('span', { class: 'detail-place' });
  private readonly facts = h('span', { class: 'detail-facts' });

  constructor(keys: string) {
    this.element = h('div', { class: 'detail' }, this.name, this.place, this.facts, h('span', { class: 'detail-keys' }, keys));
  }

  show(detail: BoxDetail | null): void {
    setText(this.name, detail?.name ?? '');
    setText(this.place, detail?.place ?? '');
    this.facts.replaceChildren(...(detail?.facts ?? []).map(([label, value]) => h('span', { class: 'detail-fact' }, h('span', { class: 'detail-label' }, label), ` ${value}`)));
  }
}
