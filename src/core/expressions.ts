/** The hottest parts of each line, from the columns of the code objects. */
import type { ExpressionCost } from './fileCosts';
import { NONE } from './ids';
import { weightsAt } from './measures';
import { PairIndex } from './pairIndex';
import type { MetricId, Recording, Sites } from './recording';
import type { LineKeys } from './sourceIndex';

/** More parts than these of one line are noise. */
const MOST = 5;

/** The parts with weight by line key, most first in the run's first metric; a line without columns has none. */
export function expressionsByLine(
  { sites }: Recording,
  lines: LineKeys,
  metrics: ReadonlyMap<MetricId, Float64Array>,
): Map<number, ExpressionCost[]> {
  const spans = spanOfSite(sites, lines);
  const self = new Map([...metrics].map(([metric, perSite]) => [metric, sumBySpan(spans, perSite)]));
  const byLine = new Map<number, ExpressionCost[]>();
  for (let span = 0; span < spans.firstSite.length; span++) {
    if (![...self.values()].some((weights) => weights[span]! > 0)) {
      continue;
    }
    const site = spans.firstSite[span]!;
    const cost: ExpressionCost = {
      line: sites.line[site]!,
      endLine: sites.endLine[site]! === NONE ? sites.line[site]! : sites.endLine[site]!,
      column: sites.column[site]!,
      endColumn: sites.endColumn[site]!,
      self: weightsAt(self, span),
    };
    const key = lines.ofSite[site]!;
    const ofLine = byLine.get(key);
    if (ofLine === undefined) {
      byLine.set(key, [cost]);
    } else {
      ofLine.push(cost);
    }
  }
  const [first] = metrics.keys();
  const weight = ({ self: weights }: ExpressionCost): number => (first === undefined ? 0 : (weights[first] ?? 0));
  for (const [key, costs] of byLine) {
    byLine.set(key, costs.sort((a, b) => weight(b) - weight(a)).slice(0, MOST));
  }
  return byLine;
}

interface Spans {
  /** Span by site, NONE where the site has no columns. */
  readonly ofSite: Uint32Array;
  /** A site of each span. */
  readonly firstSite: readonly number[];
}

/** Numbers the different (line, column, end) of all sites. */
function spanOfSite(sites: Sites, lines: LineKeys): Spans {
  const starts = new PairIndex();
  const ends = new PairIndex();
  const whole = new PairIndex();
  const ofSite = new Uint32Array(sites.length).fill(NONE);
  const firstSite: number[] = [];
  for (let site = 0; site < sites.length; site++) {
    const key = lines.ofSite[site]!;
    if (key === NONE || sites.column[site]! === NONE || sites.endColumn[site]! === NONE) {
      continue;
    }
    const start = starts.intern(key, sites.column[site]!);
    const span = whole.intern(start, ends.intern(sites.endLine[site]!, sites.endColumn[site]!));
    if (span === firstSite.length) {
      firstSite.push(site);
    }
    ofSite[site] = span;
  }
  return { ofSite, firstSite };
}

function sumBySpan({ ofSite, firstSite }: Spans, perSite: Float64Array): Float64Array {
  const sums = new Float64Array(firstSite.length);
  for (let site = 0; site < ofSite.length; site++) {
    const span = ofSite[site]!;
    if (span !== NONE) {
      sums[span]! += perSite[site]!;
    }
  }
  return sums;
}
