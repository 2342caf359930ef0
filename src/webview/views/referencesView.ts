/** The References tab: the objects that were followed, and for the chosen one every change with its line. */
import type { Recording, ReferencePoint, WatchedObject } from '../../core/recording';
import { searchPattern } from '../../core/search';
import type { TimeRange } from '../../core/selection';
import { formatCount, formatMoment } from '../../core/weight';
import { h, setText } from '../app/dom';
import { emptyState } from '../app/emptyState';
import { NO_OBJECTS } from '../app/emptyTexts';
import { placeLabel, placeText, siteFunction, sitePlace } from '../app/names';
import type { PanelState } from '../app/store';
import type { PanelContext, View } from '../app/view';
import { DataTable } from '../table/dataTable';
import type { Column } from '../table/tableModel';
import { mostChangingFirst } from '../timeline/buildTracks';
import { objectSummary } from '../timeline/objectTrack';
import { numberColumn, textColumn } from './columns';
import { sparkline } from './sparkline';

export interface ChangeRow {
  readonly point: ReferencePoint;
  readonly before: number | null;
}

const KINDS: Readonly<Record<WatchedObject['kind'], string>> = { watched: 'watched', module: 'module level', type: 'instances of a type' };

export class ReferencesView implements View {
  readonly element: HTMLElement;
  private readonly objects: DataTable<WatchedObject>;
  private readonly changes: DataTable<ChangeRow>;
  private readonly title = h('h2', { class: 'half-title' });
  private readonly content: HTMLElement;
  private readonly emptyHost = h('div', { class: 'empty-host' });
  private chosen: WatchedObject | null = null;

  constructor(private readonly panel: PanelContext) {
    this.objects = new DataTable<WatchedObject>({
      label: 'Objects that were followed', columns: [], order: { column: '', descending: true },
      key: ({ id }) => String(id),
      chosen: (object) => {
        this.chosen = object;
        this.renderChanges(panel.store.state);
        panel.live.say(objectSummary(object));
      },
      opened: (object, beside) => panel.open(this.objectPlace(object), beside),
    });
    this.changes = new DataTable<ChangeRow>({
      label: 'Changes', columns: [], order: { column: 'at', descending: false },
      key: ({ point }) => `${point.at} ${point.count}`,
      chosen: () => undefined,
      opened: ({ point }, beside) => {
        const { data } = panel.store.state;
        panel.open(data === null ? null : sitePlace(data.recording, point.site), beside);
      },
    });
    this.content = h('div', { class: 'split' }, this.objects.element, h('section', { class: 'split-half' }, this.title, this.changes.element));
    this.element = h('div', { class: 'view references-view' }, this.content, this.emptyHost);
  }

  render(state: PanelState): void {
    const { data } = state;
    if (data === null) {
      return;
    }
    const pattern = state.search === '' ? null : searchPattern(state.search);
    const matches = ({ name, typeName }: WatchedObject): boolean => pattern === null || pattern.test(name) || pattern.test(typeName);
    const objects = mostChangingFirst(data.recording.objects).filter(matches);
    const empty = data.recording.objects.length === 0;
    this.content.hidden = empty;
    this.emptyHost.hidden = !empty;
    if (empty) {
      this.emptyHost.replaceChildren(emptyState(NO_OBJECTS, this.panel));
      return;
    }
    if (this.chosen === null || !objects.includes(this.chosen)) {
      this.chosen = objects[0] ?? null;
    }
    this.objects.setRows(objects, objectColumns(data.recording, data.whole, () => this.panel.theme.current.tracks.lane));
    this.objects.reveal((object) => object === this.chosen);
    this.renderChanges(state);
  }

  focus(): void {
    this.objects.focus();
  }

  copyText(): { text: string; csv: string } | null {
    return this.chosen === null ? null : this.changes.copyText();
  }

  private objectPlace({ file, line }: WatchedObject): { path: string; line: number } | null {
    const path = file === null ? undefined : this.panel.store.state.data?.recording.files[file]?.path;
    return path === undefined ? null : { path, line: line ?? 1 };
  }

  private renderChanges({ data, selection }: PanelState): void {
    const { chosen } = this;
    if (data === null || chosen === null) {
      this.changes.setRows([]);
      return;
    }
    const rows = changeRows(chosen, selection.range);
    const where = selection.range === null ? '' : ' in this time range';
    setText(this.title, chosen.immortal ? `${chosen.name} is immortal: its count never changes` : `${chosen.name}: ${formatCount(rows.length)} changes${where}`);
    this.changes.setRows(rows, changeColumns(data.recording));
  }
}

export function changeRows({ points }: WatchedObject, range: TimeRange | null): ChangeRow[] {
  return points
    .map((point, index) => ({ point, before: points[index - 1]?.count ?? null }))
    .filter(({ point }) => range === null || (point.at >= range.from && point.at < range.to));
}

function objectColumns(recording: Recording, whole: TimeRange, color: () => string): Column<WatchedObject>[] {
  const counts = ({ points }: WatchedObject): number[] => points.map(({ count }) => count);
  return [
    textColumn('name', 'Name', 'The watched name, or the type', { width: 90, rank: 0, grows: true, text: ({ name }) => name }),
    textColumn('type', 'Type', 'Type of the object', { width: 80, rank: 4, text: ({ typeName }) => typeName }),
    textColumn('kind', 'Followed as', 'Why it was followed', { width: 110, rank: 5, text: ({ kind, immortal }) => (immortal ? 'immortal' : KINDS[kind]) }),
    textColumn('place', 'Place', 'Where the name stands', { width: 110, rank: 3, text: ({ file, line }) => placeLabel(recording, file, line) ?? '' }),
    { id: 'over time', title: 'Over time', description: 'Count over the whole run', kind: 'text', width: 110, rank: 1, text: () => '', value: ({ points }) => points.length, decorate: (object, cell) => sparkline(cell, object, whole, color()) },
    numberColumn('first', 'First', 'Count when it was first seen', { width: 52, rank: 2, text: formatCount, value: (object) => counts(object)[0] ?? null }),
    numberColumn('last', 'Last', 'Count at the end', { width: 52, rank: 0, text: formatCount, value: (object) => counts(object).at(-1) ?? null }),
    numberColumn('most', 'Most', 'Highest count', { width: 52, rank: 2, text: formatCount, value: (object) => (object.points.length === 0 ? null : Math.max(...counts(object))) }),
    numberColumn('changes', 'Changes', 'How often it changed', { width: 66, rank: 3, text: formatCount, value: ({ points }) => Math.max(0, points.length - 1) }),
    textColumn('end', 'End', 'When it died', { width: 92, rank: 4, text: ({ died }) => (died === null ? 'held at exit' : `✕ ${formatMoment(died)}`) }),
  ];
}

function changeColumns(recording: Recording): Column<ChangeRow>[] {
  const place = ({ point }: ChangeRow): string => {
    const found = sitePlace(recording, point.site);
    return found === null ? '' : placeText(recording, found);
  };
  return [
    numberColumn('at', 'At', 'Seconds since the start of the run', { width: 76, rank: 0, text: formatMoment, value: ({ point }) => point.at }),
    textColumn('change', 'Count', 'Before and after', { width: 76, rank: 0, text: ({ point, before }) => (before === null ? `first ${formatCount(point.count)}` : `${formatCount(before)} → ${formatCount(point.count)}`) }),
    textColumn('place', 'Line', 'The line that ran before the change was seen', { width: 100, rank: 0, grows: true, text: place }),
    textColumn('function', 'Function', 'Its function', { width: 110, rank: 2, text: ({ point }) => siteFunction(recording, point.site) }),
  ];
}
