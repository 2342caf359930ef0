/** Two or three choices side by side: a radio group that looks like one control. */
import { h } from '../app/dom';

export class Segmented<Value extends string> {
  readonly element: HTMLElement;
  private readonly buttons = new Map<Value, HTMLButtonElement>();

  constructor(label: string, choices: Readonly<Record<Value, string>>, private readonly chosen: (value: Value) => void) {
    this.element = h('div', { class: 'segmented', attributes: { role: 'radiogroup', 'aria-label': label } });
    for (const value of Object.keys(choices) as Value[]) {
      const element = h('button', { class: 'segment', attributes: { type: 'button', role: 'radio' } }, choices[value]);
      element.addEventListener('click', () => chosen(value));
      this.buttons.set(value, element);
      this.element.append(element);
    }
    this.element.addEventListener('keydown', (event) => this.onKey(event));
  }

  set(value: Value): void {
    for (const [key, element] of this.buttons) {
      element.setAttribute('aria-checked', String(key === value));
      element.tabIndex = key === value ? 0 : -1;
    }
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) {
      return;
    }
    event.preventDefault();
    const keys = [...this.buttons.keys()];
    const at = keys.findIndex((key) => this.buttons.get(key) === document.activeElement);
    const next = keys[(at + step + keys.length) % keys.length];
    if (next !== undefined) {
      this.chosen(next);
      this.buttons.get(next)?.focus();
    }
  }
}
