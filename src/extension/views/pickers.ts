/** Quick picks: the metric, a recording of the history, a launch configuration, an export format. */
import * as vscode from 'vscode';
import { METRICS } from '../../core/metric';
import type { MetricId } from '../../core/recording';
import { formatBytes } from '../../core/weight';
import { pythonConfigurations } from '../python/launchConfiguration';
import type { RecordingStore } from '../recordings/recordingStore';
import type { Shown } from '../recordings/shownRecording';
import type { JobSpec } from '../run/jobSpec';
import { launchConfigurations } from '../settings';

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

async function pick<T>(choices: readonly Choice<T>[], title: string, placeHolder: string): Promise<T | null> {
  const chosen = await vscode.window.showQuickPick(choices, { title, placeHolder, matchOnDescription: true, matchOnDetail: true });
  return chosen?.value ?? null;
}

/** One of the metrics of the shown recording. */
export async function pickMetric({ recording, selection }: Shown): Promise<MetricId | null> {
  const choices = recording.meta.metrics.map((id) => ({
    label: METRICS[id].title,
    description: id === selection.metric ? 'shown now' : '',
    detail: METRICS[id].description,
    value: id,
  }));
  const memory = recording.meta.memory === null ? ' (memory was not measured: see emberline.memory)' : '';
  return pick(choices, 'Emberline: Metric', `What heat and flame graph show${memory}`);
}

/** The file of an earlier run in this workspace; null: none chosen. */
export async function pickFromHistory(store: RecordingStore): Promise<string | null> {
  const choices = (await store.history()).map(({ file, name, modifiedMs, size }) => ({
    label: name.replace(/^\d{4}-\d\d-\d\dT[\d-]+-/u, '').replace(/\.ember$/u, ''),
    description: new Date(modifiedMs).toLocaleString(),
    detail: formatBytes(size),
    value: file,
  }));
  return pick(choices, 'Emberline: History', choices.length === 0 ? 'Nothing has been profiled in this workspace yet' : 'A recording of this workspace');
}

export async function pickRecordingFile(): Promise<vscode.Uri | null> {
  const filters = { 'Emberline recordings': ['ember'] };
  const [file] = (await vscode.window.showOpenDialog({ title: 'Open Recording', openLabel: 'Open Recording', filters })) ?? [];
  return file ?? null;
}

/**
 * A Python configuration of any folder's launch.json.
 * @param name takes the first of that name without asking
 */
export async function pickLaunchConfiguration(name: string | null): Promise<JobSpec | 'none' | null> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const places = folders.length === 0 ? [null] : folders;
  const choices = places.flatMap((folder) =>
    pythonConfigurations(launchConfigurations(folder)).map(({ name: label, program, module }) => ({
      label,
      description: folders.length > 1 ? (folder?.name ?? '') : '',
      detail: program ?? `-m ${module ?? ''}`,
      value: { kind: 'configuration', folder: folder?.uri.toString() ?? null, name: label } satisfies JobSpec,
    })),
  );
  const named = choices.find(({ label }) => label === name);
  if (named !== undefined) return named.value;
  return choices.length === 0 ? 'none' : pick<JobSpec>(choices, 'Emberline: Profile Launch Configuration', 'A Python configuration of launch.json');
}

export interface ExportFormat {
  readonly id: 'html' | 'speedscope' | 'collapsed';
  readonly suffix: string;
}

export async function pickExportFormat(): Promise<ExportFormat | null> {
  const choices: readonly Choice<ExportFormat>[] = [
    { label: 'HTML', detail: 'One self-contained page that shows the same panel', value: { id: 'html', suffix: 'html' } },
    { label: 'Speedscope', detail: 'JSON for speedscope.app and tools that read its format', value: { id: 'speedscope', suffix: 'speedscope.json' } },
    { label: 'Collapsed stacks', detail: 'Text for flamegraph.pl and similar tools', value: { id: 'collapsed', suffix: 'collapsed.txt' } },
  ];
  return pick(choices, 'Emberline: Export', 'Format');
}
