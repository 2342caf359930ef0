/** Empty is never blank: what is missing, why, and what to press. */
import { button, h } from './dom';
import type { PanelContext } from './view';

export interface EmptyText {
  readonly title: string;
  readonly reason: string;
  /** What to do next; null where there is nothing to do. */
  readonly next: string | null;
  readonly action: 'profileAgain' | 'openRecording' | 'showLog' | null;
}

const ACTION_TITLES = { profileAgain: 'Profile Again', openRecording: 'Open Recording…', showLog: 'Show Log' } as const;

export function emptyState(text: EmptyText, panel: PanelContext): HTMLElement {
  const { action } = text;
  return h('div', { class: 'empty' },
    h('h2', { class: 'empty-title' }, text.title),
    h('p', {}, text.reason),
    text.next === null ? null : h('p', { class: 'empty-next' }, text.next),
    action === null || !panel.host.isEditor ? null : button(ACTION_TITLES[action], 'button', () => panel.host.send({ type: 'command', command: action })));
}
