/** The search: a regular expression over functions, files and lines; says how much of the run matches. */
import { formatCount, formatShare } from '../../core/weight';
import { h, icon, setText, toggleAttribute } from './dom';
import type { PanelState, Store } from './store';

const GLASS = 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3L14 14';
const DELAY_MS = 60;

export class SearchBox {
  readonly element: HTMLElement;
  readonly input = h('input', { class: 'search-input', attributes: { type: 'text', placeholder: 'Search (regex)', 'aria-label': 'Search functions, files and lines with a regular expression', spellcheck: 'false', autocomplete: 'off' } });
  private readonly result = h('span', { class: 'search-result', attributes: { 'aria-live': 'polite' } });
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: Store, private readonly leave: () => void) {
    this.element = h('div', { class: 'search', attributes: { role: 'search' } }, icon(GLASS), this.input, this.result);
    this.input.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.apply(), DELAY_MS);
    });
    this.input.addEventListener('keydown', (event) => this.onKey(event));
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  render(state: PanelState): void {
    if (document.activeElement !== this.input && this.input.value !== state.search) {
      this.input.value = state.search;
    }
    const plain = !isPattern(state.search);
    toggleAttribute(this.input, 'title', plain ? 'Not a regular expression: searched as plain text' : null);
    this.element.classList.toggle('is-plain', plain);
    setText(this.result, resultText(state));
  }

  private apply(): void {
    this.store.update({ search: this.input.value });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (this.input.value === '') {
        this.leave();
        return;
      }
      this.input.value = '';
      this.apply();
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.apply();
      this.leave();
    }
  }
}

function resultText({ data, search, selection }: PanelState): string {
  if (data === null || search === '') {
    return '';
  }
  const found = data.search(selection, search);
  const whole = data.picture(selection).weights.total[0] ?? 0;
  if (found === null || found.count === 0) {
    return 'no match';
  }
  return whole > 0 ? `${formatShare(found.total / whole)} in ${formatCount(found.count)}` : formatCount(found.count);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source !== '';
  } catch {
    return false;
  }
}
