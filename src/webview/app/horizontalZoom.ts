/** Input on a horizontal axis, through d3-zoom: the wheel zooms at the pointer, a sideways wheel pans, shift and wheel scroll. */
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from 'd3-zoom';

export interface HorizontalZoomHandlers {
  /** Part of the whole that is visible, 0..1, and by how many pixels the drag went up or down. */
  moved(from: number, to: number, deltaY: number): void;
  /** Rows to scroll, in pixels. */
  scrolled(deltaY: number): void;
}

export interface HorizontalZoomOptions {
  readonly dragPans: boolean;
  /** How many times closer than the whole one may look. */
  readonly closest: number;
}

export class HorizontalZoom {
  private readonly zoom: ZoomBehavior<HTMLElement, unknown>;
  private quiet = false;

  constructor(private readonly element: HTMLElement, private readonly handlers: HorizontalZoomHandlers, options: HorizontalZoomOptions) {
    this.zoom = zoom<HTMLElement, unknown>()
      .scaleExtent([1, options.closest])
      .clickDistance(4)
      .wheelDelta((event: WheelEvent) => -event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002) * (event.ctrlKey ? 4 : 1))
      .filter((event: Event) => (event instanceof WheelEvent ? !isScroll(event) : options.dragPans && isMainButton(event)))
      .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => this.onZoom(event));
    select(element).call(this.zoom).on('dblclick.zoom', null);
    element.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
  }

  /** Tells d3-zoom which part of 0..1 is shown, without an event coming back. */
  place(from: number, to: number): void {
    const width = this.element.clientWidth;
    const scale = 1 / (to - from);
    this.zoom.extent([[0, 0], [width, this.element.clientHeight]]).translateExtent([[0, 0], [width, Number.POSITIVE_INFINITY]]);
    this.quiet = true;
    select(this.element).call((selection) => this.zoom.transform(selection, zoomIdentity.translate(-from * width * scale, 0).scale(scale)));
    this.quiet = false;
  }

  private onZoom(event: D3ZoomEvent<HTMLElement, unknown>): void {
    if (this.quiet) {
      return;
    }
    const from = -event.transform.x / event.transform.k / this.element.clientWidth;
    const source: unknown = event.sourceEvent;
    const deltaY = source instanceof MouseEvent && source.type === 'mousemove' ? -source.movementY : 0;
    this.handlers.moved(from, from + 1 / event.transform.k, deltaY);
  }

  private onWheel(event: WheelEvent): void {
    if (!isScroll(event)) {
      return;
    }
    event.preventDefault();
    if (event.shiftKey) {
      this.handlers.scrolled(event.deltaY === 0 ? event.deltaX : event.deltaY);
    } else {
      select(this.element).call((selection) => this.zoom.translateBy(selection, -event.deltaX / this.scale(), 0));
    }
  }

  private scale(): number {
    const element: HTMLElement & { readonly __zoom?: { readonly k: number } } = this.element;
    return element.__zoom?.k ?? 1;
  }
}

function isMainButton(event: Event): boolean {
  return !(event instanceof MouseEvent) || event.button === 0;
}

function isScroll(event: WheelEvent): boolean {
  return event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
}
