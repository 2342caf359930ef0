/** A small step line of a count over the run, in a table cell. */
import type { WatchedObject } from '../../core/recording';
import type { TimeRange } from '../../core/selection';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 100;
const HEIGHT = 16;

export function sparkline(cell: HTMLElement, object: WatchedObject, whole: TimeRange, color: string): void {
  const path = sparkPath(object, whole);
  if (path === '') {
    return;
  }
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'path');
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: String(WIDTH), height: String(HEIGHT), class: 'sparkline', 'aria-hidden': 'true' })) {
    svg.setAttribute(name, value);
  }
  line.setAttribute('d', path);
  line.style.stroke = color;
  svg.append(line);
  cell.append(svg);
}

/** SVG path data; empty without points. */
export function sparkPath({ points, died }: WatchedObject, whole: TimeRange): string {
  const most = points.reduce((highest, { count }) => Math.max(highest, count), 0);
  const least = points.reduce((lowest, { count }) => (count > 0 ? Math.min(lowest, count) : lowest), most);
  const x = (at: number): string => (((at - whole.from) / (whole.to - whole.from)) * WIDTH).toFixed(1);
  const level = (count: number): number => (most === least ? 0.5 : (count - least) / (most - least));
  const y = (count: number): string => (count <= 0 ? HEIGHT - 1 : HEIGHT - 3 - level(count) * (HEIGHT - 6)).toFixed(1);
  const [first] = points;
  if (first === undefined) {
    return '';
  }
  const step = Math.max(1, Math.floor(points.length / WIDTH));
  const steps = points.filter((_, index) => index % step === 0 || index === points.length - 1).map(({ at, count }) => `H${x(at)}V${y(count)}`);
  return `M${x(first.at)} ${y(first.count)}${steps.join('')}H${x(died ?? whole.to)}`;
}
