/** The status bar: what is running and how to stop it, else which metric the heat shows. */
import * as vscode from 'vscode';
import { METRICS } from '../../core/metric';
import { formatCount, formatDuration } from '../../core/weight';
import type { Progress, RunState } from '../../run/runState';
import type { CommandId } from '../contributions';
import { channelOf } from '../editor/linePlan';
import type { ShownRecording } from '../recordings/shownRecording';

const STOP: CommandId = 'emberline.stop';
const PICK: CommandId = 'emberline.pickMetric';
/** Progress is shown at most this often, ms. */
const UPDATE_MS = 500;

export class RunStatus {
  private readonly progress = vscode.window.createStatusBarItem('emberline.progress', vscode.StatusBarAlignment.Left, 10);
  private readonly metric = vscode.window.createStatusBarItem('emberline.metric', vscode.StatusBarAlignment.Right, 101);
  private readonly listener: vscode.Disposable;
  private startedAt = 0;
  private timer: NodeJS.Timeout | null = null;
  private state: RunState = { name: 'idle' };
  private title = '';
  private interpreter = '';

  /** @param progressed told as often as the status bar shows progress */
  constructor(
    private readonly shown: ShownRecording,
    private readonly progressed: (title: string, progress: Progress) => void,
  ) {
    this.progress.name = 'Emberline: Run';
    this.progress.command = STOP;
    this.metric.name = 'Emberline: Metric';
    this.metric.command = PICK;
    this.listener = shown.onChanged(() => this.showMetric());
  }

  /** A run begins: from now on its states are shown until it has ended. */
  begin(title: string, interpreter: string): void {
    this.title = title;
    this.interpreter = interpreter;
    this.startedAt = Date.now();
    this.timer ??= setInterval(() => this.showProgress(), UPDATE_MS);
    this.update({ name: 'starting' });
  }

  update(state: RunState): void {
    const same = state.name === this.state.name;
    this.state = state;
    if (!same) this.showProgress();
  }

  end(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.state = { name: 'idle' };
    this.progress.text = '';
    this.progress.hide();
  }

  /** What stands in the status bar, for tests. */
  get text(): { readonly progress: string; readonly metric: string } {
    return { progress: this.progress.text, metric: this.metric.text };
  }

  dispose(): void {
    this.end();
    this.listener.dispose();
    this.progress.dispose();
    this.metric.dispose();
  }

  private showProgress(): void {
    const { state } = this;
    const elapsed = formatDuration((Date.now() - this.startedAt) * 1e6);
    const samples = state.name === 'running' || state.name === 'stopping' ? state.progress.samples : null;
    const verb = state.name === 'stopping' ? 'stopping' : samples === null ? 'starting' : `${formatCount(samples)} samples`;
    this.progress.text = `$(loading~spin) ${this.title} · ${elapsed} · ${verb}`;
    this.progress.tooltip = `Profiling ${this.title} on ${this.interpreter}. Click to stop and keep the data.`;
    this.progress.accessibilityInformation = { label: `Profiling ${this.title}, ${elapsed}, ${verb}. Press to stop.` };
    this.progress.show();
    if (state.name === 'running') this.progressed(this.title, state.progress);
  }

  private showMetric(): void {
    const { shown } = this.shown;
    if (shown === null) {
      this.metric.hide();
      return;
    }
    const { title, description } = METRICS[shown.selection.metric];
    const { meta } = shown.recording;
    const icon = channelOf(shown.selection.metric) === 'heat' ? '$(flame)' : '$(database)';
    this.metric.text = shown.selection.range === null ? `${icon} ${title}` : `${icon} ${title} in range`;
    this.metric.tooltip = new vscode.MarkdownString(
      `**${shown.title}** · ${formatDuration(meta.durationNs)} · Python ${meta.python.version} (${meta.engine.name} engine)\n\n` +
        `${description} Click to choose another metric.`,
    );
    this.metric.show();
  }
}
