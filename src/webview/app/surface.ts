/** A canvas that follows the size of its element and the screen's pixel density; draws at most once per frame. */
import { FrameScheduler } from './frameScheduler';

export class Surface {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** CSS pixels. */
  width = 0;
  height = 0;
  private readonly frame: FrameScheduler;
  private readonly observer: ResizeObserver;

  /** @param opaque the drawing fills its whole ground itself, which spares the browser the blending */
  constructor(host: HTMLElement, private readonly draw: (surface: Surface) => void, opaque: boolean) {
    this.canvas = document.createElement('canvas');
    this.canvas.setAttribute('aria-hidden', 'true');
    host.append(this.canvas);
    // Kept in main memory: without a GPU reading back is what costs, and with one nothing is lost at these sizes.
    const context = this.canvas.getContext('2d', { alpha: !opaque, willReadFrequently: true });
    if (context === null) {
      throw new Error('this browser has no canvas');
    }
    this.context = context;
    this.frame = new FrameScheduler(() => this.paint());
    this.observer = new ResizeObserver(() => this.request());
    this.observer.observe(host);
    this.host = host;
  }

  private readonly host: HTMLElement;

  request(): void {
    this.frame.request();
  }

  /** Draws now: for the first paint and for benchmarks. */
  paint(): void {
    const width = this.host.clientWidth;
    const height = this.host.clientHeight;
    if (width === 0 || height === 0) {
      return;
    }
    const density = devicePixelRatio;
    const pixelWidth = Math.round(width * density);
    const pixelHeight = Math.round(height * density);
    if (this.canvas.width !== pixelWidth || this.canvas.height !== pixelHeight) {
      this.canvas.width = pixelWidth;
      this.canvas.height = pixelHeight;
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    this.width = width;
    this.height = height;
    this.context.setTransform(density, 0, 0, density, 0, 0);
    this.draw(this);
  }

  dispose(): void {
    this.frame.cancel();
    this.observer.disconnect();
    this.canvas.remove();
  }
}
