/** What each line of a file is to show, from its costs alone: heat level, figure, hot expressions. Pure. */
import type { FileCosts, LineCosts, ReferenceChange, Weights } from '../../core/fileCosts';
import { heatLevel, type HeatLevel } from '../../core/heat';
import { METRICS } from '../../core/metric';
import type { MetricId } from '../../core/recording';
import { formatShare, formatWeight } from '../../core/weight';
import type { Channel } from '../contributions';

export interface PlanOptions {
  readonly metric: MetricId;
  /** Share of the run, 0..1. */
  readonly threshold: number;
  readonly showMemory: boolean;
  readonly showReferences: boolean;
}

/** Lines with heat at most in one file: more is noise. */
export const MOST_LINES = 40;
/** A part of a line is underlined from this share of its line on. */
const EXPRESSION_SHARE = 0.2;

export interface ExpressionPlan {
  readonly line: number;
  readonly endLine: number;
  /** 0-based, UTF-8 bytes. */
  readonly column: number;
  readonly endColumn: number;
  readonly strength: 1 | 2 | 3;
}

export interface LinePlan {
  /** 1-based, as recorded. */
  readonly line: number;
  readonly channel: Channel;
  readonly level: HeatLevel;
  /** Parts of the figure: time, memory, references; empty where there is nothing to say. */
  readonly parts: readonly [string, string, string];
  readonly expressions: readonly ExpressionPlan[];
}

export function channelOf(metric: MetricId): Channel {
  return METRICS[metric].unit === 'nanoseconds' ? 'heat' : 'memory';
}

/** Metric of the time figure when the chosen one is about memory. */
function timeMetric(metric: MetricId): MetricId {
  return metric === 'cpu' ? 'cpu' : 'wall';
}

/**
 * The lines that show something, in order.
 * @param library weight by line, in the chosen metric, that was spent in library code which the line called
 */
export function planLines(costs: FileCosts, library: ReadonlyMap<number, number>, options: PlanOptions): LinePlan[] {
  const { metric, threshold } = options;
  const total = costs.runTotal[metric] ?? 0;
  const hot = new Map(
    costs.lines
      .map(({ line, self }) => ({ line, share: share((self[metric] ?? 0) + (library.get(line) ?? 0), total) }))
      .filter((candidate) => candidate.share > 0 && candidate.share >= threshold)
      .sort((a, b) => b.share - a.share || a.line - b.line)
      .slice(0, MOST_LINES)
      .map((candidate) => [candidate.line, candidate.share]),
  );
  const changes = options.showReferences ? costs.references : [];
  const plans = costs.lines.map((cost) => planLine(cost, hot.get(cost.line) ?? 0, library.get(cost.line) ?? 0, costs, options));
  return withReferences(plans, changes, channelOf(metric)).filter(({ level, parts }) => level > 0 || parts.some((part) => part !== ''));
}

function planLine(cost: LineCosts, lineShare: number, library: number, costs: FileCosts, options: PlanOptions): LinePlan {
  const { metric, threshold } = options;
  return {
    line: cost.line,
    channel: channelOf(metric),
    level: heatLevel(lineShare, threshold),
    parts: [timePart(cost.self, library, lineShare, costs.runTotal, options), memoryPart(cost.self, costs.runTotal, options), ''],
    expressions: lineShare > 0 ? planExpressions(cost, metric) : [],
  };
}

/** `38 % · 1.21 s`: of a hot line, or of any line above the threshold while memory has the fill. */
function timePart(self: Weights, library: number, lineShare: number, runTotal: Weights, options: PlanOptions): string {
  const metric = timeMetric(options.metric);
  const own = self[metric];
  const total = runTotal[metric] ?? 0;
  if (own === undefined) return '';
  if (channelOf(options.metric) === 'heat') {
    if (lineShare === 0) return '';
    const where = library > own ? ' in library code' : '';
    return `${formatShare(lineShare)} · ${formatWeight(own + library, METRICS[metric].unit)}${where}`;
  }
  return share(own, total) < options.threshold || own === 0 ? '' : `${formatShare(share(own, total))} · ${formatWeight(own, METRICS[metric].unit)}`;
}

/** `↑ 96 MB · held 12 MB`: whatever of it is above the threshold. */
function memoryPart(self: Weights, runTotal: Weights, { metric, threshold, showMemory }: PlanOptions): string {
  const says = (id: MetricId, text: (figure: string) => string): string => {
    const value = self[id] ?? 0;
    const wanted = id === metric || ((id === 'allocated' || id === 'held') && showMemory);
    if (!wanted || value <= 0 || share(value, runTotal[id] ?? 0) < threshold) return '';
    return text(formatWeight(value, METRICS[id].unit));
  };
  return [
    says('allocated', (figure) => `↑ ${figure}`),
    says('allocations', (figure) => `${figure} blocks`),
    says('held', (figure) => `held ${figure}`),
    says('peak', (figure) => `at peak ${figure}`),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function planExpressions({ expressions, self }: LineCosts, metric: MetricId): ExpressionPlan[] {
  const whole = self[metric] ?? 0;
  return expressions.flatMap((expression) => {
    const part = share(expression.self[metric] ?? 0, whole);
    if (part < EXPRESSION_SHARE) return [];
    const { line, endLine, column, endColumn } = expression;
    return [{ line, endLine, column, endColumn, strength: part >= 0.75 ? 3 : part >= 0.45 ? 2 : 1 } as const];
  });
}

/** Adds what lines did to watched counts; the last change of a line speaks for it. */
function withReferences(plans: readonly LinePlan[], changes: readonly ReferenceChange[], channel: Channel): LinePlan[] {
  const byLine = new Map(plans.map((plan) => [plan.line, plan]));
  for (const change of changes) {
    const plan = byLine.get(change.line) ?? { line: change.line, channel, level: 0 as const, parts: ['', '', ''] as const, expressions: [] };
    const text = `refs ${change.before} → ${change.after}`;
    byLine.set(change.line, { ...plan, parts: [plan.parts[0], plan.parts[1], text] });
  }
  return [...byLine.values()].sort((a, b) => a.line - b.line);
}

function share(value: number, total: number): number {
  return total > 0 ? value / total : 0;
}
