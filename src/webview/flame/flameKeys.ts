/** Keys of a flame graph, as a table: what is pressed, what it does. */

export type FlameAction =
  | 'parent' | 'child' | 'previous' | 'next'
  | 'zoomToBox' | 'back' | 'reset' | 'zoomIn' | 'zoomOut'
  | 'panLeft' | 'panRight' | 'open' | 'openBeside' | 'callers' | 'nextMatch' | 'previousMatch' | 'clear';

const KEYS: Readonly<Record<string, FlameAction>> = {
  ArrowUp: 'parent',
  ArrowDown: 'child',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ' ': 'zoomToBox',
  z: 'zoomToBox',
  Backspace: 'back',
  Home: 'reset',
  '0': 'reset',
  '+': 'zoomIn',
  '=': 'zoomIn',
  w: 'zoomIn',
  '-': 'zoomOut',
  s: 'zoomOut',
  a: 'panLeft',
  d: 'panRight',
  Enter: 'open',
  f: 'callers',
  n: 'nextMatch',
  N: 'previousMatch',
  Escape: 'clear',
};

export function flameAction(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): FlameAction | null {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    return 'openBeside';
  }
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return null;
  }
  return KEYS[event.key] ?? null;
}
