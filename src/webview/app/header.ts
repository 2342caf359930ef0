/** The first line: what ran, how long, on what, how many samples, what watching cost; the metric; the menu. */
import { METRICS } from '../../core/metric';
import type { MetricId, Recording } from '../../core/recording';
import { formatCount, formatDuration, formatShare } from '../../core/weight';
import { h, icon, iconButton, setText } from './dom';
import { MenuButton } from './menu';
import { targetName } from './names';
import type { PanelState } from './store';
import type { PanelContext, View } from './view';

const DOTS = 'M4 8h.01M8 8h.01M12 8h.01';

/** One fact of the run and what it means. */
export interface RunFact {
  readonly text: string;
  readonly explanation: string;
}

export class Header {
  readonly element: HTMLElement;
  private readonly title = h('h1', { class: 'run-title' });
  private readonly facts = h('div', { class: 'run-facts' });
  private readonly metric = h('select', { class: 'select', attributes: { 'aria-label': 'Metric' } });
  private shown: Recording | null = null;

  constructor(private readonly panel: PanelContext, current: () => View | null) {
    const menu = new MenuButton(iconButton('More actions', icon(DOTS), () => undefined), () => this.menuItems(current()));
    this.metric.addEventListener('change', () => this.pickMetric());
    this.element = h('header', { class: 'run-bar' }, this.title, this.facts, h('div', { class: 'run-controls' }, this.metric, menu.element));
  }

  render(state: PanelState): void {
    const recording = state.data?.recording ?? null;
    this.element.hidden = recording === null;
    if (recording === null) {
      return;
    }
    if (recording !== this.shown) {
      this.shown = recording;
      setText(this.title, targetName(recording));
      this.title.title = recording.meta.command.join(' ');
      this.facts.replaceChildren(...runFacts(recording).map(({ text, explanation }) => h('span', { class: 'run-fact', attributes: { title: explanation } }, text)));
      this.metric.replaceChildren(...recording.meta.metrics.map((id) => h('option', { attributes: { value: id, title: METRICS[id].description } }, METRICS[id].title)));
    }
    this.metric.value = state.selection.metric;
    this.metric.title = METRICS[state.selection.metric].description;
    this.metric.hidden = recording.meta.metrics.length === 0;
  }

  private pickMetric(): void {
    const id = this.shown?.meta.metrics.find((metric: MetricId) => metric === this.metric.value);
    if (id !== undefined) {
      this.panel.store.update({ selection: { ...this.panel.store.state.selection, metric: id } });
      this.panel.live.say(METRICS[id].description);
    }
  }

  private menuItems(view: View | null): { label: string; run: () => void }[] {
    const { host } = this.panel;
    const copied = view?.copyText() ?? null;
    return [
      ...(host.isEditor ? [
        { label: 'Profile Again', run: () => host.send({ type: 'command', command: 'profileAgain' }) },
        { label: 'Open Recording…', run: () => host.send({ type: 'command', command: 'openRecording' }) },
        { label: 'Export…', run: () => host.send({ type: 'command', command: 'exportRecording' }) },
      ] : []),
      ...(copied === null ? [] : [
        { label: 'Copy Table as Text', run: () => this.panel.copy(copied.text) },
        { label: 'Copy Table as CSV', run: () => this.panel.copy(copied.csv) },
      ]),
      ...(host.isEditor ? [{ label: 'Show Log', run: () => host.send({ type: 'command', command: 'showLog' }) }] : []),
    ];
  }
}

/** What a sceptic asks, in order. */
export function runFacts({ meta }: Recording): RunFact[] {
  const lost = meta.lostCount > 0 ? `, ${formatCount(meta.lostCount)} lost` : '';
  const cost = meta.ownCpuNs === null || meta.durationNs <= 0
    ? { text: 'own cost not measured', explanation: 'What watching cost could not be measured in this run.' }
    : { text: `own cost ${formatShare(meta.ownCpuNs / meta.durationNs)}`, explanation: `Watching took ${formatDuration(meta.ownCpuNs)} of CPU time in ${formatDuration(meta.durationNs)}.` };
  const build = [meta.python.freeThreaded ? 'free-threaded' : '', meta.python.jit ? 'JIT' : '', meta.python.debug ? 'debug' : ''].filter((word) => word !== '');
  return [
    { text: formatDuration(meta.durationNs), explanation: `Wall time of the run, process ${meta.pid}${meta.exitCode === null ? '' : `, exit code ${meta.exitCode}`}.` },
    { text: ['Python', meta.python.version, ...build].join(' '), explanation: `${meta.python.executable} on ${meta.python.platform}` },
    { text: `${formatCount(meta.sampleCount)} samples${lost}`, explanation: `One about every ${formatDuration(meta.intervalNs)}, by the ${meta.engine.name} engine: ${meta.engine.reason}` },
    cost,
  ];
}
