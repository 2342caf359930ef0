/** A flame graph on a canvas: draws, animates, points, and tells its owner what the user did. Used by Flame and, twice, by Callers. */
import { Animation } from '../app/animation';
import { HorizontalZoom } from '../app/horizontalZoom';
import type { MetricFamily } from '../app/palette';
import { Surface } from '../app/surface';
import type { ThemeWatcher } from '../app/theme';
import { drawFlame, type FlameScene } from './flameDraw';
import { boxAt, NONE_BOX, rowOfBox } from './flameHit';
import { clamp, reveal, viewportOfNode, wholeViewport, type FlameContent } from './flameModel';
import { drawBoxOutline } from './flameOutline';
import { between, zoomAt, type Viewport } from './viewport';

/** As close as doubles can tell boxes apart. */
const CLOSEST = 1e9;
/** The name under which each drawing is measured, for the benchmark. */
const DRAW_MEASURE = 'emberline:draw';

export interface FlameEvents {
  /** The box under the mouse, and where it is in client pixels; null: none. */
  pointed(node: number | null, event: MouseEvent | null, box: DOMRect | null): void;
  clicked(node: number, event: MouseEvent): void;
  doubleClicked(node: number, event: MouseEvent): void;
  share(weight: number): string;
}

export class FlameGraph {
  readonly surface: Surface;
  content: FlameContent | null = null;
  family: MetricFamily = 'time';
  private viewport: Viewport = { from: 0, to: 1, top: 0 };
  private chosen: number | null = null;
  private hovered: number | null = null;
  private readonly input: HorizontalZoom;
  private readonly animation = new Animation();
  private charWidth = 7;
  private measuredFont = '';
  /** Called after each drawing. */
  onPainted: () => void = () => undefined;

  constructor(readonly element: HTMLElement, private readonly theme: ThemeWatcher, private readonly events: FlameEvents) {
    this.surface = new Surface(element, () => this.draw(), true);
    this.input = new HorizontalZoom(element, {
      moved: (from, to, deltaY) => this.moved(from, to, deltaY),
      scrolled: (deltaY) => this.setViewport({ ...this.viewport, top: this.viewport.top + deltaY }),
    }, { dragPans: true, closest: CLOSEST });
    element.addEventListener('mousemove', (event) => this.point(event));
    element.addEventListener('mouseleave', () => this.leave());
    element.addEventListener('click', (event) => this.onClick(event, (node) => events.clicked(node, event)));
    element.addEventListener('dblclick', (event) => this.onClick(event, (node) => events.doubleClicked(node, event)));
  }

  get view(): Viewport {
    return this.viewport;
  }

  get rowHeight(): number {
    return this.theme.current.rowHeight;
  }

  /** @param node the box that fills the width afterwards; 0: everything */
  show(content: FlameContent, node: number, family: MetricFamily): void {
    this.content = content;
    this.family = family;
    this.hovered = null;
    this.animation.stop();
    const top = this.viewport.top;
    const target = node === 0 ? wholeViewport(content) : viewportOfNode(content, node, this.rowHeight) ?? wholeViewport(content);
    this.setViewport(node === 0 ? { ...target, top } : target);
  }

  choose(node: number | null): void {
    this.chosen = node;
    this.surface.request();
  }

  zoomTo(node: number): void {
    const { content } = this;
    if (content === null) {
      return;
    }
    const start = this.viewport;
    const end = this.clamped(node === 0 ? wholeViewport(content) : viewportOfNode(content, node, this.rowHeight) ?? wholeViewport(content));
    this.animation.run((progress) => this.setViewport(between(start, end, progress)));
  }

  zoomBy(factor: number): void {
    const { content, chosen } = this;
    const box = chosen === null || content === null ? NONE_BOX : content.boxOf[chosen] ?? NONE_BOX;
    const { from, to } = this.viewport;
    const middle = box === NONE_BOX ? 0.5 : (((content?.layout.x0[box] ?? 0) + (content?.layout.x1[box] ?? 0)) / 2 - from) / (to - from);
    this.setViewport(zoomAt(this.viewport, factor, Math.min(1, Math.max(0, middle))));
  }

  panBy(part: number): void {
    const { from, to, top } = this.viewport;
    const delta = (to - from) * part;
    this.setViewport({ from: from + delta, to: to + delta, top });
  }

  revealNode(node: number): void {
    const box = this.content?.boxOf[node] ?? NONE_BOX;
    if (this.content !== null && box !== NONE_BOX) {
      this.setViewport(reveal(this.content, this.viewport, box, this.rowHeight, this.element.clientHeight));
    }
  }

  /** Where a node's box is on the screen, client pixels; null: not visible. */
  clientBox(node: number): DOMRect | null {
    const { content } = this;
    const box = content?.boxOf[node] ?? NONE_BOX;
    if (content === null || box === NONE_BOX) {
      return null;
    }
    const { left, top, width } = this.element.getBoundingClientRect();
    const scale = width / (this.viewport.to - this.viewport.from);
    const x0 = Math.max(0, ((content.layout.x0[box] ?? 0) - this.viewport.from) * scale);
    const x1 = Math.min(width, ((content.layout.x1[box] ?? 0) - this.viewport.from) * scale);
    return new DOMRect(left + x0, top + rowOfBox(content.layout, box) * this.rowHeight - this.viewport.top, x1 - x0, this.rowHeight);
  }

  setViewport(viewport: Viewport): void {
    if (this.content !== null) {
      this.viewport = this.clamped(viewport);
      const total = this.content.total[0] ?? 1;
      this.input.place(this.viewport.from / total, this.viewport.to / total);
      this.surface.request();
    }
  }

  private clamped(viewport: Viewport): Viewport {
    return this.content === null ? viewport : clamp(this.content, viewport, this.rowHeight, this.element.clientHeight);
  }

  private moved(from: number, to: number, deltaY: number): void {
    const total = this.content?.total[0] ?? 1;
    this.animation.stop();
    this.viewport = this.clamped({ from: from * total, to: to * total, top: this.viewport.top + deltaY });
    this.leave();
    this.surface.request();
  }

  private nodeAt(event: MouseEvent): number | null {
    const { content } = this;
    if (content === null) {
      return null;
    }
    const { left, top, width } = this.element.getBoundingClientRect();
    const geometry = { layout: content.layout, viewport: this.viewport, width, rowHeight: this.rowHeight };
    const box = boxAt(geometry, { x: event.clientX - left, y: event.clientY - top });
    return box === null ? null : content.layout.node[box] ?? null;
  }

  private point(event: MouseEvent): void {
    if (event.buttons !== 0) {
      return;
    }
    const node = this.nodeAt(event);
    if (node !== this.hovered) {
      this.hovered = node;
      this.surface.request();
    }
    this.events.pointed(node, event, node === null ? null : this.clientBox(node));
  }

  private leave(): void {
    if (this.hovered !== null) {
      this.hovered = null;
      this.surface.request();
    }
    this.events.pointed(null, null, null);
  }

  private onClick(event: MouseEvent, act: (node: number) => void): void {
    const node = this.nodeAt(event);
    if (node !== null) {
      act(node);
    }
  }

  private draw(): void {
    const { content, surface } = this;
    const { context } = surface;
    const theme = this.theme.current;
    if (content === null) {
      context.fillStyle = theme.background;
      context.fillRect(0, 0, surface.width, surface.height);
      return;
    }
    if (this.measuredFont !== theme.codeFont) {
      context.font = theme.codeFont;
      this.charWidth = context.measureText('M').width;
      this.measuredFont = theme.codeFont;
    }
    this.viewport = this.clamped(this.viewport);
    const start = performance.now();
    const scene = this.scene(content);
    drawFlame(context, scene);
    for (const [node, color, width] of [[this.hovered, theme.foreground, 1], [this.chosen, theme.focus, 2]] as const) {
      const box = node === null ? NONE_BOX : content.boxOf[node] ?? NONE_BOX;
      if (box !== NONE_BOX) {
        drawBoxOutline(context, scene, box, color, width);
      }
    }
    // Observers get it; kept entries would grow for as long as the panel lives.
    performance.measure(DRAW_MEASURE, { start, end: performance.now() });
    performance.clearMeasures(DRAW_MEASURE);
    this.onPainted();
  }

  private scene(content: FlameContent): FlameScene {
    const theme = this.theme.current;
    const colors = theme.boxes[this.family];
    return {
      layout: content.layout, viewport: this.viewport, width: this.surface.width, height: this.surface.height,
      density: devicePixelRatio, rowHeight: this.rowHeight, colors, background: theme.background, foreground: theme.foreground,
      font: theme.codeFont, charWidth: this.charWidth, slot: content.slot,
      fill: content.heat ? colors.heat : colors.fill,
      text: content.heat ? colors.heatText : colors.text,
      faint: content.heat ? colors.heatText : colors.faint,
      matches: content.matches, frameOf: content.tree.frame, labels: content.labels,
      share: (box) => this.events.share(content.total[content.layout.node[box] ?? 0] ?? 0),
    };
  }
}
