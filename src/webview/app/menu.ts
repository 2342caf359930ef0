/** A button that opens a menu, by mouse and by keyboard. */
import { h } from './dom';

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
}

export class MenuButton {
  readonly element: HTMLElement;
  private readonly list = h('div', { class: 'menu', attributes: { role: 'menu' } });

  constructor(private readonly trigger: HTMLButtonElement, private readonly items: () => readonly MenuItem[]) {
    trigger.setAttribute('aria-haspopup', 'menu');
    trigger.setAttribute('aria-expanded', 'false');
    trigger.addEventListener('click', () => (this.list.hidden ? this.open() : this.close(true)));
    this.list.hidden = true;
    this.list.addEventListener('keydown', (event) => this.onKey(event));
    this.element = h('div', { class: 'menu-anchor' }, trigger, this.list);
    this.element.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node) || !this.element.contains(event.relatedTarget)) {
        this.close(false);
      }
    });
  }

  private open(): void {
    this.list.replaceChildren(...this.items().map(({ label, run }) => {
      const item = h('button', { class: 'menu-item', attributes: { role: 'menuitem', type: 'button', tabindex: '-1' } }, label);
      item.addEventListener('click', () => {
        this.close(true);
        run();
      });
      return item;
    }));
    this.list.hidden = false;
    this.trigger.setAttribute('aria-expanded', 'true');
    this.focusItem(0);
  }

  private close(returnFocus: boolean): void {
    if (this.list.hidden) {
      return;
    }
    this.list.hidden = true;
    this.trigger.setAttribute('aria-expanded', 'false');
    if (returnFocus) {
      this.trigger.focus();
    }
  }

  private focusItem(index: number): void {
    const items = this.list.children;
    const item = items[(index + items.length) % Math.max(1, items.length)];
    if (item instanceof HTMLElement) {
      item.focus();
    }
  }

  private onKey(event: KeyboardEvent): void {
    const at = [...this.list.children].indexOf(document.activeElement ?? this.list);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.focusItem(target);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.close(true);
    }
  }
}
