/** The time axis with its tracks: shows what happened when, and is where a time range is chosen. */
import type { TimeRange } from '../../core/selection';
import { button, h, setText } from '../app/dom';
import { HorizontalZoom } from '../app/horizontalZoom';
import type { Derived } from '../app/derived';
import { sameRange, type PanelState } from '../app/store';
import { Surface } from '../app/surface';
import type { PanelContext } from '../app/view';
import { buildTracks } from './buildTracks';
import { buildLegend } from './legend';
import { RangeControl } from './rangeControl';
import { drawAxis, drawGrid } from './timeAxis';
import type { Track, TrackHit } from './track';

/** Nothing shorter than this can be zoomed to, ns. */
const SHORTEST = 1e5;
const POINTER_REACH = 4;
/** Panels lower than this get lower rows, CSS pixels. */
const COMPACT_BELOW = 700;

export class TimelineView {
  readonly element: HTMLElement;
  private readonly labels = h('div', { class: 'timeline-labels' });
  private readonly axis = h('div', { class: 'timeline-axis' });
  private readonly plot = h('div', { class: 'timeline-plot' });
  private readonly legend = h('div', { class: 'timeline-legend' });
  private readonly more = button('', 'link-button', () => this.showAll());
  private readonly axisSurface: Surface;
  private readonly surface: Surface;
  private readonly zoom: HorizontalZoom;
  private readonly range: RangeControl;
  private tracks: readonly Track[] = [];
  private data: Derived | null = null;
  private all = false;
  private compact = innerHeight < COMPACT_BELOW;
  private window: TimeRange = { from: 0, to: 1 };

  constructor(private readonly panel: PanelContext) {
    this.element = h('section', { class: 'timeline', attributes: { 'aria-label': 'Timeline' } },
      h('div', { class: 'timeline-head' }, h('div', { class: 'timeline-corner' }), this.axis),
      h('div', { class: 'timeline-scroll' }, this.labels, this.plot),
      h('div', { class: 'timeline-foot' }, this.more, this.legend));
    this.axisSurface = new Surface(this.axis, (surface) => drawAxis(surface.context, this.window, surface, panel.theme.current), true);
    this.surface = new Surface(this.plot, () => this.draw(), true);
    this.range = new RangeControl(panel, this.plot, this.axis, {
      time: (x) => this.timeAt(x),
      x: (time) => this.xOf(time),
      hit: (x, y) => this.hit(x, y),
      describe: (at) => this.describe(at),
    });
    this.zoom = new HorizontalZoom(this.plot, {
      moved: (from, to) => this.zoomed(from, to),
      scrolled: (deltaY) => {
        this.element.querySelector('.timeline-scroll')?.scrollBy(0, deltaY);
      },
    }, { dragPans: false, closest: 1e5 });
    panel.theme.subscribe(() => this.repaint());
    addEventListener('resize', () => this.resized());
  }

  render(state: PanelState): void {
    const { data } = state;
    this.element.hidden = data === null;
    if (data === null) {
      this.data = null;
      return;
    }
    if (data !== this.data) {
      this.data = data;
      this.all = false;
      this.rebuild();
    }
    const window = state.window ?? data.whole;
    if (!sameRange(window, this.window)) {
      this.window = window;
      this.zoom.place(window.from / data.whole.to, window.to / data.whole.to);
    }
    this.range.render(state, data.whole, window);
    this.repaint();
  }

  focus(): void {
    this.range.focus();
  }

  private showAll(): void {
    this.all = !this.all;
    this.rebuild();
    this.repaint();
  }

  private resized(): void {
    const compact = innerHeight < COMPACT_BELOW;
    if (compact !== this.compact) {
      this.compact = compact;
      this.rebuild();
    }
    this.range.repaint();
  }

  private rebuild(): void {
    if (this.data === null) {
      return;
    }
    const { shown, hidden } = buildTracks(this.data.recording, this.all, this.compact);
    this.tracks = shown;
    this.labels.replaceChildren(...shown.map((track) => {
      const label = h('div', { class: 'track-label', attributes: { title: track.summary } }, h('span', { class: 'track-name' }, track.label), h('span', { class: 'track-note' }, track.note));
      label.append(h('span', { class: 'visually-hidden' }, track.summary));
      label.style.height = `${track.height}px`;
      return label;
    }));
    this.plot.style.height = `${shown.reduce((sum, { height }) => sum + height, 0)}px`;
    this.more.hidden = hidden === 0 && !this.all;
    setText(this.more, this.all ? 'show fewer rows' : `${hidden} more rows`);
    this.legend.replaceChildren(...buildLegend(this.data.recording, this.panel.theme.current));
  }

  private repaint(): void {
    if (this.data !== null) {
      this.legend.replaceChildren(...buildLegend(this.data.recording, this.panel.theme.current));
    }
    this.axisSurface.request();
    this.surface.request();
  }

  private draw(): void {
    const { context, width, height } = this.surface;
    const theme = this.panel.theme.current;
    context.fillStyle = theme.background;
    context.fillRect(0, 0, width, height);
    drawGrid(context, this.window, { width, height }, theme);
    let y = 0;
    for (const track of this.tracks) {
      context.save();
      context.translate(0, y);
      context.beginPath();
      context.rect(0, 0, width, track.height);
      context.clip();
      track.draw({ context, range: this.window, x: (time) => this.xOf(time), width, height: track.height, theme });
      context.restore();
      y += track.height;
      context.fillStyle = theme.grid;
      context.fillRect(0, y - 1, width, 1);
    }
  }

  private xOf(time: number): number {
    return ((time - this.window.from) / (this.window.to - this.window.from)) * this.plot.clientWidth;
  }

  private timeAt(x: number): number {
    return this.window.from + (x / Math.max(1, this.plot.clientWidth)) * (this.window.to - this.window.from);
  }

  private hit(x: number, y: number): { hit: TrackHit; top: number; bottom: number } | null {
    let top = 0;
    for (const track of this.tracks) {
      if (y < top + track.height) {
        const width = this.plot.clientWidth;
        const tolerance = (POINTER_REACH / Math.max(1, width)) * (this.window.to - this.window.from);
        const hit = track.hit({ at: this.timeAt(x), tolerance, range: this.window, width });
        return hit === null ? null : { hit, top, bottom: top + track.height };
      }
      top += track.height;
    }
    return null;
  }

  /** All rows at one moment, for the keyboard and for screen readers. */
  private describe(at: number): string {
    const width = this.plot.clientWidth;
    const tolerance = (POINTER_REACH / Math.max(1, width)) * (this.window.to - this.window.from);
    const parts = this.tracks.flatMap((track) => {
      const hit = track.hit({ at, tolerance, range: this.window, width });
      return hit === null ? [] : [`${hit.content.title}: ${hit.content.rows.map(([name, value]) => `${name} ${value}`).join(', ')}`];
    });
    return parts.join('; ');
  }

  private zoomed(from: number, to: number): void {
    const whole = this.data?.whole.to ?? 1;
    const span = Math.max(SHORTEST, (to - from) * whole);
    const start = Math.min(Math.max(0, from * whole), Math.max(0, whole - span));
    const next = { from: start, to: Math.min(whole, start + span) };
    this.window = next;
    this.panel.store.update({ window: next.from <= 0 && next.to >= whole ? null : next });
  }
}
