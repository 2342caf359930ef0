/** While a program runs: how long, how many samples so far. */
import { formatCount, formatDuration } from '../../core/weight';
import { h, setText } from './dom';
import type { PanelState } from './store';

export class ProgressLine {
  readonly element: HTMLElement;
  private readonly text = h('span', {});

  constructor() {
    this.element = h('div', { class: 'progress', attributes: { role: 'status' } }, h('span', { class: 'progress-dot', attributes: { 'aria-hidden': 'true' } }), this.text);
  }

  render({ progress }: PanelState): void {
    this.element.hidden = progress === null;
    if (progress !== null) {
      setText(this.text, `Profiling ${progress.target}: ${formatDuration(progress.elapsedNs)}, ${formatCount(progress.samples)} samples`);
    }
  }
}
