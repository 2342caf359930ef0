/** Tells a screen reader what changed; one sentence, the newest wins. */
import { h, setText } from './dom';

export class LiveRegion {
  readonly element = h('div', { class: 'visually-hidden', attributes: { role: 'status', 'aria-live': 'polite' } });

  say(sentence: string): void {
    setText(this.element, sentence);
  }
}
