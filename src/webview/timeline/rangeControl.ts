/** Pointer and keyboard on the timeline: dragging chooses a range, a click goes to a line, arrows move a cursor, Escape clears. */
import type { TimeRange } from '../../core/selection';
import { formatDuration, formatMoment } from '../../core/weight';
import { h, icon, iconButton, setText } from '../app/dom';
import { FrameScheduler } from '../app/frameScheduler';
import type { PanelState } from '../app/store';
import type { PanelContext } from '../app/view';
import { beginDrag, draggedRange, type Drag } from './brush';
import type { TrackHit } from './track';

export interface PlotGeometry {
  time(x: number): number;
  x(time: number): number;
  hit(x: number, y: number): { readonly hit: TrackHit; readonly top: number; readonly bottom: number } | null;
  describe(at: number): string;
}

const REACH = 5;
/** A drag shorter than this many pixels is a click. */
const CLICK = 3;
/** When the views need longer than this for a change, they follow at the end of the drag only. */
const SMOOTH_MS = 30;
const CROSS = 'M4 4l8 8M12 4l-8 8';

export class RangeControl {
  private readonly shadeLeft = h('div', { class: 'range-shade' });
  private readonly shadeRight = h('div', { class: 'range-shade' });
  private readonly box = h('div', { class: 'range-box' });
  private readonly cursor = h('div', { class: 'time-cursor' });
  private readonly text = h('span', {});
  private readonly pill: HTMLElement;
  private whole: TimeRange = { from: 0, to: 1 };
  private window: TimeRange = { from: 0, to: 1 };
  private range: TimeRange | null = null;
  private drag: Drag | null = null;
  private pressedX = 0;
  private moved = false;
  private lastCommitMs = 0;
  private at = 0;
  private readonly commit = new FrameScheduler(() => this.commitNow());

  constructor(
    private readonly panel: PanelContext,
    private readonly plot: HTMLElement,
    axis: HTMLElement,
    private readonly geometry: PlotGeometry,
  ) {
    this.pill = h('div', { class: 'range-pill' }, this.text, iconButton('Clear the time range (Escape)', icon(CROSS), () => this.choose(null)));
    axis.append(this.pill);
    this.cursor.hidden = true;
    plot.append(this.shadeLeft, this.shadeRight, this.box, this.cursor);
    for (const [name, value] of Object.entries({ tabindex: '0', role: 'slider', 'aria-label': 'Time. Arrow keys move, with shift they choose a range, Escape clears it', 'aria-valuemin': '0' })) {
      plot.setAttribute(name, value);
    }
    plot.addEventListener('pointerdown', (event) => this.press(event));
    plot.addEventListener('pointermove', (event) => this.move(event));
    plot.addEventListener('pointerup', (event) => this.release(event));
    plot.addEventListener('pointercancel', () => this.endDrag());
    plot.addEventListener('pointerleave', () => this.leave());
    plot.addEventListener('keydown', (event) => this.onKey(event));
  }

  focus(): void {
    this.plot.focus();
  }

  render(state: PanelState, whole: TimeRange, window: TimeRange): void {
    this.whole = whole;
    this.window = window;
    if (this.drag === null) {
      this.range = state.selection.range;
    }
    this.plot.setAttribute('aria-valuemax', String(Math.round(whole.to / 1e6)));
    this.paint();
  }

  /** After a change of the size. */
  repaint(): void {
    this.paint();
  }

  private paint(): void {
    const { range } = this;
    const width = this.plot.clientWidth;
    const shown = range !== null;
    const left = shown ? Math.max(0, Math.min(width, this.geometry.x(range.from))) : 0;
    const right = shown ? Math.max(0, Math.min(width, this.geometry.x(range.to))) : width;
    this.plot.classList.toggle('has-range', shown);
    this.shadeLeft.style.width = `${left}px`;
    this.shadeRight.style.left = `${right}px`;
    this.box.style.left = `${left}px`;
    this.box.style.width = `${Math.max(1, right - left)}px`;
    this.pill.hidden = !shown;
    if (shown) {
      setText(this.text, `${formatMoment(range.from)} – ${formatMoment(range.to)}, ${formatDuration(range.to - range.from)}`);
      const half = this.pill.offsetWidth / 2;
      this.pill.style.left = `${Math.max(0, Math.min(width - 2 * half, (left + right) / 2 - half))}px`;
    }
  }

  private choose(range: TimeRange | null): void {
    this.range = range;
    this.panel.store.update({ selection: { ...this.panel.store.state.selection, range } });
    this.panel.live.say(range === null ? 'The whole run' : `From ${formatMoment(range.from)} to ${formatMoment(range.to)}`);
  }

  private commitNow(): void {
    const start = performance.now();
    this.choose(this.range);
    this.lastCommitMs = performance.now() - start;
  }

  private local(event: MouseEvent): { x: number; y: number } {
    const { left, top } = this.plot.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  private reach(): number {
    return this.geometry.time(REACH) - this.geometry.time(0);
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) {
      return;
    }
    const { x } = this.local(event);
    this.pressedX = x;
    this.moved = false;
    this.lastCommitMs = 0;
    this.drag = beginDrag(this.geometry.time(x), this.range, this.reach());
    this.plot.setPointerCapture(event.pointerId);
    this.panel.tooltip.hide();
  }

  private move(event: PointerEvent): void {
    const { x, y } = this.local(event);
    if (this.drag === null) {
      this.hover(event, x, y);
      return;
    }
    this.moved ||= Math.abs(x - this.pressedX) >= CLICK;
    if (!this.moved) {
      return;
    }
    this.range = draggedRange(this.drag, this.geometry.time(x), this.whole);
    this.cursor.hidden = true;
    this.paint();
    if (this.lastCommitMs < SMOOTH_MS) {
      this.commit.request();
    }
  }

  private release(event: PointerEvent): void {
    if (this.drag === null) {
      return;
    }
    const { x, y } = this.local(event);
    const { moved } = this;
    this.endDrag();
    if (moved) {
      this.commit.cancel();
      this.choose(this.range);
      return;
    }
    const place = this.geometry.hit(x, y)?.hit.place ?? null;
    if (place !== null) {
      this.panel.open(place, event.ctrlKey || event.metaKey);
    } else if (this.range !== null && (this.geometry.time(x) < this.range.from || this.geometry.time(x) > this.range.to)) {
      this.choose(null);
    }
  }

  private endDrag(): void {
    this.drag = null;
  }

  private hover(event: PointerEvent, x: number, y: number): void {
    const at = this.geometry.time(x);
    this.placeCursor(at);
    const near = this.range !== null && Math.min(Math.abs(at - this.range.from), Math.abs(at - this.range.to)) <= this.reach();
    const found = this.geometry.hit(x, y);
    this.plot.style.cursor = near ? 'ew-resize' : (found?.hit.place ?? null) === null ? 'crosshair' : 'pointer';
    if (found === null) {
      this.panel.tooltip.hide();
      return;
    }
    const { top } = this.plot.getBoundingClientRect();
    this.panel.tooltip.show(found.hit.content, { x: event.clientX, top: top + found.top, bottom: top + found.bottom });
  }

  private leave(): void {
    this.cursor.hidden = true;
    this.panel.tooltip.hide();
  }

  private placeCursor(at: number): void {
    this.at = at;
    this.cursor.hidden = false;
    this.cursor.style.transform = `translateX(${Math.round(this.geometry.x(at))}px)`;
  }

  private onKey(event: KeyboardEvent): void {
    const step = (this.window.to - this.window.from) / (event.ctrlKey ? 20 : 100);
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction !== 0) {
      event.preventDefault();
      this.step(direction * step, event.shiftKey);
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      this.step(event.key === 'Home' ? this.window.from - this.at : this.window.to - this.at, event.shiftKey);
    } else if (event.key === '+' || event.key === '-' || event.key === '=') {
      this.zoomBy(event.key === '-' ? 0.5 : 2);
    } else if (event.key === '0') {
      this.panel.store.update({ window: null });
    } else if (event.key === 'Enter') {
      this.openAtCursor();
    }
  }

  private step(delta: number, extend: boolean): void {
    const before = this.at;
    const at = Math.min(this.whole.to, Math.max(this.whole.from, before + delta));
    if (extend) {
      this.choose(draggedRange({ grip: 'new', anchor: farEnd(this.range, before) }, at, this.whole));
    }
    this.placeCursor(at);
    this.plot.setAttribute('aria-valuenow', String(Math.round(at / 1e6)));
    this.plot.setAttribute('aria-valuetext', `${formatMoment(at)}. ${this.geometry.describe(at)}`);
  }

  private zoomBy(factor: number): void {
    const span = Math.min(this.whole.to, (this.window.to - this.window.from) / factor);
    const from = Math.min(Math.max(0, this.at - span / 2), this.whole.to - span);
    this.panel.store.update({ window: span >= this.whole.to ? null : { from, to: from + span } });
  }

  private openAtCursor(): void {
    const x = this.geometry.x(this.at);
    for (let y = 1; y < this.plot.clientHeight; y += 8) {
      const place = this.geometry.hit(x, y)?.hit.place ?? null;
      if (place !== null) {
        this.panel.open(place, false);
        return;
      }
    }
  }
}

/** The end of the range that is further from the cursor: it stays when the other one is moved. */
function farEnd(range: TimeRange | null, cursor: number): number {
  if (range === null) {
    return cursor;
  }
  return Math.abs(range.from - cursor) < Math.abs(range.to - cursor) ? range.to : range.from;
}
