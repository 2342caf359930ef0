/** The one tooltip: follows the mouse sideways and stands above or below what it explains, never on it. */
import { h } from './dom';

export interface TooltipContent {
  readonly title: string;
  /** File and line, or another second title; null: none. */
  readonly subtitle: string | null;
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** What a click does; null: nothing. */
  readonly hint: string | null;
}

export interface TooltipAnchor {
  /** Mouse, in client pixels. */
  readonly x: number;
  /** What must stay visible, in client pixels. */
  readonly top: number;
  readonly bottom: number;
}

const GAP = 8;

export class Tooltip {
  readonly element = h('div', { class: 'tooltip', attributes: { role: 'tooltip', 'aria-hidden': 'true' } });
  private shown: TooltipContent | null = null;

  show(content: TooltipContent, anchor: TooltipAnchor): void {
    if (this.shown !== content) {
      this.fill(content);
      this.shown = content;
    }
    const { width, height } = this.element.getBoundingClientRect();
    const left = Math.max(4, Math.min(anchor.x + 14, innerWidth - width - 4));
    const below = anchor.bottom + GAP;
    const above = anchor.top - GAP - height;
    const top = below + height <= innerHeight - 4 || above < 4 ? Math.min(below, innerHeight - height - 4) : above;
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    this.element.classList.add('is-shown');
  }

  hide(): void {
    this.shown = null;
    this.element.classList.remove('is-shown');
  }

  private fill(content: TooltipContent): void {
    const rows = content.rows.flatMap(([label, value]) => [h('dt', {}, label), h('dd', {}, value)]);
    this.element.replaceChildren(
      h('div', { class: 'tooltip-title' }, content.title),
      ...(content.subtitle === null ? [] : [h('div', { class: 'tooltip-subtitle' }, content.subtitle)]),
      ...(rows.length === 0 ? [] : [h('dl', {}, ...rows)]),
      ...(content.hint === null ? [] : [h('div', { class: 'tooltip-hint' }, content.hint)]),
    );
  }
}
