/** The rows of the hover's table, each a figure of the run with what it is. */
import type { FunctionCosts, LineCosts, Weights } from '../../core/fileCosts';
import { METRICS } from '../../core/metric';
import type { MetricId } from '../../core/recording';
import { standardError } from '../../core/uncertainty';
import { formatCount, formatMoment, formatPoints, formatShare, formatWeight } from '../../core/weight';
import type { FileEvidence } from '../evidence';
import type { PythonDocument } from '../pythonDocument';
import { code, type Row } from './markdown';

/** Sampled metrics know how uncertain they are. */
const SAMPLED: readonly MetricId[] = ['wall', 'cpu'];
const ORDER: readonly MetricId[] = ['wall', 'cpu', 'allocated', 'allocations', 'held', 'peak'];
const CALLERS = 3;
const EXPRESSION_LENGTH = 48;

/** One row a measured metric; under time, how far its shares may be off. */
export function metricRows(evidence: FileEvidence, { self, total }: { self: Weights; total: Weights }): Row[] {
  return ORDER.filter((metric) => self[metric] !== undefined || total[metric] !== undefined).flatMap((metric) => {
    const row: Row = [titleOf(metric, evidence), figure(evidence, self, metric), figure(evidence, total, metric)];
    const doubt: Row = ['', uncertainty(evidence, self, metric), uncertainty(evidence, total, metric)];
    return metric === SAMPLED.find((each) => total[each] !== undefined) ? [row, doubt] : [row];
  });
}

function titleOf(metric: MetricId, { run }: FileEvidence): string {
  if (metric !== 'held') {
    return METRICS[metric].title;
  }
  return run.range ? 'Held at the end of the range' : 'Held at exit';
}

/** `1.21 s · 38 %`; empty when not measured. */
function figure(evidence: FileEvidence, weights: Weights, metric: MetricId): string {
  const weight = weights[metric];
  if (weight === undefined) {
    return '';
  }
  const share = evidence.share(weights, metric);
  const text = formatWeight(weight, METRICS[metric].unit);
  return share === null ? text : `${text} · ${formatShare(share)}`;
}

function uncertainty(evidence: FileEvidence, weights: Weights, metric: MetricId): string {
  const share = evidence.share(weights, metric);
  const error = share === null ? null : standardError(share, evidence.run.sampleCount);
  return error === null ? '' : `± ${formatPoints(error)}`;
}

/** Samples in which the place was on the stack, of all samples. */
export function samplesRow({ run }: FileEvidence, samples: number): Row {
  return ['Samples', '', `${formatCount(samples)} of ${formatCount(run.sampleCount)}`];
}

export function nativeRow({ nativeShare }: LineCosts): Row[] {
  return nativeShare === null ? [] : [['In C code', `${formatShare(nativeShare)} of self`, '']];
}

/** The hottest part of the line, when there is more to the line than it. */
export function expressionRow(document: PythonDocument, evidence: FileEvidence, costs: LineCosts, line: number): Row[] {
  const { metric } = evidence.run;
  const [hottest] = [...costs.expressions].sort((one, other) => (other.self[metric] ?? 0) - (one.self[metric] ?? 0));
  const whole = document.line(line);
  if (hottest === undefined || hottest.self[metric] === undefined || hottest.line !== costs.line) {
    return [];
  }
  const end = hottest.endLine === hottest.line ? hottest.endColumn : Infinity;
  const text = sliceUtf8(whole, hottest.column, end).trim();
  if (text === '' || text === whole.trim()) {
    return [];
  }
  return [[`Hottest part ${code(shortened(text))}`, figure(evidence, hottest.self, metric), '']];
}

export function callerRows(evidence: FileEvidence, { callers }: FunctionCosts): Row[] {
  return callers.slice(0, CALLERS).map(({ function: name, line, total }) => {
    const place = line === null ? '' : ` line ${line}`;
    return [`From ${code(name)}${place}`, '', figure(evidence, total, evidence.run.metric)];
  });
}

/** How it was measured. */
export function runRow({ run }: FileEvidence): Row {
  const range = run.range ? `${formatMoment(run.range.from)} to ${formatMoment(run.range.to)}` : '';
  return [`Engine ${run.engine}`, `a sample each ${formatWeight(run.intervalNs, 'nanoseconds')}`, range];
}

/** Part of a line by UTF-8 byte columns, as Python counts them. */
function sliceUtf8(line: string, start: number, end: number): string {
  return Buffer.from(line, 'utf8').subarray(start, Math.min(end, line.length * 4)).toString('utf8');
}

function shortened(text: string): string {
  return text.length <= EXPRESSION_LENGTH ? text : `${text.slice(0, EXPRESSION_LENGTH - 1)}…`;
}
