/** One box of a flame graph in words: for the tooltip, the detail line and the live region. */
import { METRICS } from '../../core/metric';
import type { MetricId } from '../../core/recording';
import { formatShare, formatWeight } from '../../core/weight';
import type { Derived } from '../app/derived';
import { placeLabel } from '../app/names';
import type { PanelState } from '../app/store';
import type { TooltipContent } from '../app/tooltip';

export interface BoxDetail {
  readonly name: string;
  readonly place: string | null;
  readonly facts: readonly (readonly [label: string, value: string])[];
}

/** Metrics whose figures stand beside the chosen one, where they were measured. */
const COMPANIONS: readonly MetricId[] = ['wall', 'allocated', 'held', 'peak'];

export function boxDetail(data: Derived, state: PanelState, node: number, companions: boolean): BoxDetail {
  const { recording, tree } = data;
  const frame = recording.frames[tree.frame[node] ?? 0];
  const { unit } = METRICS[state.selection.metric];
  const { weights } = data.picture(state.selection);
  const whole = weights.total[0] ?? 0;
  const [total, self] = [weights.total[node] ?? 0, weights.self[node] ?? 0];
  const others = companions ? companionFacts(data, state, node) : [];
  return {
    name: data.labels[tree.frame[node] ?? 0] ?? '',
    place: frame === undefined ? null : placeLabel(recording, frame.file, frame.line),
    facts: [
      ['total', `${formatWeight(total, unit)}  ${formatShare(total / whole)}`],
      ['self', self > 0 ? `${formatWeight(self, unit)}  ${formatShare(self / whole)}` : formatWeight(0, unit)],
      ...others,
    ],
  };
}

function companionFacts(data: Derived, state: PanelState, node: number): [string, string][] {
  const measured = COMPANIONS.filter((metric) => metric !== state.selection.metric && data.recording.meta.metrics.includes(metric));
  return measured.flatMap((metric): [string, string][] => {
    const value = data.picture({ metric, range: state.selection.range }).weights.total[node] ?? 0;
    return value > 0 ? [[METRICS[metric].title.toLowerCase(), formatWeight(value, METRICS[metric].unit)]] : [];
  });
}

export function boxTooltip({ name, place, facts }: BoxDetail, hint: string): TooltipContent {
  return { title: name, subtitle: place, rows: facts, hint };
}

export function boxSentence({ name, place, facts }: BoxDetail): string {
  return [name, ...(place === null ? [] : [place]), ...facts.map(([label, value]) => `${label} ${value}`)].join(', ');
}
