/** What every view of the panel is: an element that follows the store while it is shown. */
import type { SourcePlace } from '../../protocol/webview';
import type { Host } from './host';
import type { LiveRegion } from './liveRegion';
import type { PanelState, Store } from './store';
import type { ThemeWatcher } from './theme';
import type { Tooltip } from './tooltip';

/** What views share. */
export interface PanelContext {
  readonly store: Store;
  readonly host: Host;
  readonly theme: ThemeWatcher;
  readonly tooltip: Tooltip;
  readonly live: LiveRegion;
  /** Opens a place in the editor; outside an editor it says where it is. */
  open(place: SourcePlace | null, beside: boolean): void;
  copy(text: string): void;
  focusSearch(): void;
}

export interface View {
  readonly element: HTMLElement;
  /** Called when it becomes visible and after each change while it is. */
  render(state: PanelState): void;
  /** Moves the keyboard focus into it. */
  focus(): void;
  /** What «copy» takes; null: nothing to copy. */
  copyText(): { readonly text: string; readonly csv: string } | null;
}
