/** The Lines tab: every line of the selection with all that was measured of it. */
import type { LineCosts } from '../../core/fileCosts';
import { NONE } from '../../core/ids';
import { METRICS } from '../../core/metric';
import type { MetricId, Recording } from '../../core/recording';
import { searchPattern } from '../../core/search';
import { formatCount, formatShare } from '../../core/weight';
import { h, setText } from '../app/dom';
import type { Derived } from '../app/derived';
import { emptyState } from '../app/emptyState';
import { noWeightText } from '../app/emptyTexts';
import { shortPath } from '../app/names';
import type { PanelState } from '../app/store';
import type { PanelContext, View } from '../app/view';
import { DataTable } from '../table/dataTable';
import type { Column } from '../table/tableModel';
import { metricColumnTitle, numberColumn, textColumn, weightColumn } from './columns';
import { Segmented } from './segmented';

export interface LineRow {
  readonly path: string;
  readonly own: boolean;
  readonly costs: LineCosts;
}

export class LinesView implements View {
  readonly element: HTMLElement;
  private readonly table: DataTable<LineRow>;
  private readonly count = h('span', { class: 'toolbar-note' });
  private readonly scope = new Segmented('Which lines', { all: 'All code', own: 'Your code' }, (scope) => {
    this.ownOnly = scope === 'own';
    this.render(this.panel.store.state);
  });
  private readonly emptyHost = h('div', { class: 'empty-host' });
  private ownOnly = false;

  constructor(private readonly panel: PanelContext) {
    this.table = new DataTable<LineRow>({
      label: 'Lines',
      columns: [],
      order: { column: 'self', descending: true },
      quiet: ({ own }) => !own,
      key: ({ path, costs }) => `${path}:${costs.line}`,
      chosen: ({ path, costs }) => this.chosen(path, costs.function),
      opened: ({ path, costs }, beside) => panel.open({ path, line: costs.line }, beside),
    });
    this.element = h('div', { class: 'view table-view' }, h('div', { class: 'toolbar' }, this.count, h('div', { class: 'toolbar-end' }, this.scope.element)), this.table.element, this.emptyHost);
  }

  render(state: PanelState): void {
    const { data } = state;
    if (data === null) {
      return;
    }
    const all = lineRows(data, state);
    const rows = all.filter(({ own }) => own || !this.ownOnly);
    const empty = rows.length === 0 && state.search === '';
    this.scope.set(this.ownOnly ? 'own' : 'all');
    this.table.element.hidden = empty;
    this.emptyHost.hidden = !empty;
    if (empty) {
      this.emptyHost.replaceChildren(emptyState(all.length > 0
        ? { title: 'No line of yours', reason: 'All that was seen is library code.', next: 'Choose «All code» above.', action: null }
        : noWeightText(data.recording, state.selection), this.panel));
    }
    setText(this.count, `${formatCount(rows.length)} lines${this.reach(rows, state)}`);
    const chosen = state.frame === null ? null : data.recording.frames[state.frame] ?? null;
    const file = data.recording.files[chosen?.file ?? NONE]?.path;
    const isChosen = ({ path, costs }: LineRow): boolean => path === file && costs.function === chosen?.name;
    this.table.setRows(rows, lineColumns(data, state), isChosen);
  }

  focus(): void {
    this.table.focus();
  }

  copyText(): { text: string; csv: string } {
    return this.table.copyText();
  }

  private reach(rows: readonly LineRow[], { data, selection }: PanelState): string {
    const whole = data?.picture(selection).weights.total[0] ?? 0;
    const self = rows.reduce((sum, { costs }) => sum + (costs.self[selection.metric] ?? 0), 0);
    return whole > 0 ? `, ${formatShare(Math.min(1, self / whole))} of all ${METRICS[selection.metric].title.toLowerCase()}` : '';
  }

  private chosen(path: string, name: string): void {
    const { data } = this.panel.store.state;
    const pathOf = (file: number | null): string | undefined => data?.recording.files[file ?? NONE]?.path;
    const frame = data?.recording.frames.find((candidate) => candidate.name === name && pathOf(candidate.file) === path);
    if (frame !== undefined) {
      this.panel.store.update({ frame: frame.id });
    }
  }
}

/** Lines with weight in the chosen metric, in its own or its callees', that match the search. */
export function lineRows(data: Derived, { selection, search }: PanelState): LineRow[] {
  const pattern = search === '' ? null : searchPattern(search);
  return [...data.fileCosts(selection.range).values()].flatMap(({ path, origin, lines }) => lines
    .filter((costs) => (costs.total[selection.metric] ?? 0) > 0 && (pattern === null || pattern.test(costs.function) || pattern.test(`${path}:${costs.line}`)))
    .map((costs) => ({ path, own: origin === 'workspace', costs })));
}

/** Metrics that get a column of their own beside the chosen one. */
function others(recording: Recording, chosen: MetricId): MetricId[] {
  return recording.meta.metrics.filter((metric) => metric !== chosen);
}

export function lineColumns(data: Derived, { selection }: PanelState): Column<LineRow>[] {
  const { recording } = data;
  const { metric, range } = selection;
  const wholeOf = (id: MetricId): number => data.picture({ metric: id, range }).weights.total[0] ?? 0;
  const chosen = METRICS[metric];
  return [
    textColumn('place', 'Line', 'File and line; double click opens it', { width: 130, rank: 0, grows: true, text: ({ path, costs }) => `${shortPath(recording, path)}:${costs.line}` }),
    textColumn('function', 'Function', 'The function that the line belongs to', { width: 150, rank: 2, grows: true, text: ({ costs }) => costs.function }),
    weightColumn({ id: 'self', title: 'Self', description: `${chosen.title} of the line itself. ${chosen.description}`, metric, whole: wholeOf(metric), rank: 0, value: ({ costs }) => costs.self[metric] ?? null }),
    weightColumn({ id: 'total', title: 'Total', description: `${chosen.title} of the line with all it called`, metric, whole: wholeOf(metric), rank: 1, value: ({ costs }) => costs.total[metric] ?? null }),
    numberColumn('samples', 'Samples', 'Samples that saw this line, here or further up the stack', { width: 72, rank: 3, text: formatCount, value: ({ costs }) => costs.samples }),
    numberColumn('native', 'In C', 'Part of the line’s own time that was spent in C code', { width: 56, rank: 5, text: formatShare, value: ({ costs }) => costs.nativeShare }),
    ...others(recording, metric).map((id) => weightColumn<LineRow>({
      id, title: metricColumnTitle(id), description: METRICS[id].description, metric: id, whole: wholeOf(id), rank: 4,
      value: ({ costs }) => costs.self[id] ?? null,
    })),
  ];
}
