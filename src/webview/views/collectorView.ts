/** The Collector tab: every run of the cyclic collector, and what they cost together. */
import type { Collection, Recording } from '../../core/recording';
import { searchPattern } from '../../core/search';
import type { TimeRange } from '../../core/selection';
import { formatCount, formatDuration, formatMoment, formatShare } from '../../core/weight';
import { h, setText } from '../app/dom';
import { emptyState } from '../app/emptyState';
import { noCollectionsText } from '../app/emptyTexts';
import { placeText, siteFunction, sitePlace } from '../app/names';
import type { PanelState } from '../app/store';
import type { PanelContext, View } from '../app/view';
import { DataTable } from '../table/dataTable';
import type { Column } from '../table/tableModel';
import { numberColumn, textColumn } from './columns';

export class CollectorView implements View {
  readonly element: HTMLElement;
  private readonly table: DataTable<Collection>;
  private readonly summary = h('span', { class: 'toolbar-note' });
  private readonly toolbar = h('div', { class: 'toolbar' }, this.summary);
  private readonly emptyHost = h('div', { class: 'empty-host' });

  constructor(private readonly panel: PanelContext) {
    this.table = new DataTable<Collection>({
      label: 'Runs of the collector', columns: [], order: { column: 'pause', descending: true },
      key: ({ at }) => String(at),
      chosen: () => undefined,
      opened: ({ site }, beside) => {
        const { data } = panel.store.state;
        panel.open(data === null ? null : sitePlace(data.recording, site), beside);
      },
    });
    this.element = h('div', { class: 'view table-view' }, this.toolbar, this.table.element, this.emptyHost);
  }

  render(state: PanelState): void {
    const { data, selection } = state;
    if (data === null) {
      return;
    }
    const runs = collectionsIn(data.recording, selection.range, state.search);
    const empty = runs.length === 0 && state.search === '';
    this.table.element.hidden = empty;
    this.toolbar.hidden = empty;
    this.emptyHost.hidden = !empty;
    if (empty) {
      this.emptyHost.replaceChildren(emptyState(noCollectionsText(selection.range !== null), this.panel));
      return;
    }
    setText(this.summary, collectorSummary(runs, selection.range ?? data.whole, selection.range !== null));
    this.table.setRows(runs, collectionColumns(data.recording, runs));
  }

  focus(): void {
    this.table.focus();
  }

  copyText(): { text: string; csv: string } {
    return this.table.copyText();
  }
}

export function collectionsIn(recording: Recording, range: TimeRange | null, search: string): Collection[] {
  const pattern = search === '' ? null : searchPattern(search);
  return recording.collections.filter((run) => {
    if (range !== null && (run.at + run.duration < range.from || run.at >= range.to)) {
      return false;
    }
    if (pattern === null) {
      return true;
    }
    const place = sitePlace(recording, run.site);
    return pattern.test(siteFunction(recording, run.site)) || (place !== null && pattern.test(placeText(recording, place)));
  });
}

export function collectorSummary(runs: readonly Collection[], range: TimeRange, isPart: boolean): string {
  const pause = runs.reduce((sum, { duration }) => sum + duration, 0);
  const collected = runs.reduce((sum, run) => sum + run.collected, 0);
  const of = isPart ? 'of this time range' : 'of the run';
  return `${formatCount(runs.length)} ${runs.length === 1 ? 'run' : 'runs'} paused the program for ${formatDuration(pause)}, ${formatShare(pause / (range.to - range.from))} ${of}, and collected ${formatCount(collected)} objects`;
}

function collectionColumns(recording: Recording, runs: readonly Collection[]): Column<Collection>[] {
  const longest = runs.reduce((most, { duration }) => Math.max(most, duration), 1);
  const most = runs.reduce((highest, { collected }) => Math.max(highest, collected), 1);
  const place = ({ site }: Collection): string => {
    const found = sitePlace(recording, site);
    return found === null ? '' : placeText(recording, found);
  };
  return [
    numberColumn('at', 'At', 'Seconds since the start of the run', { width: 76, rank: 0, text: formatMoment, value: ({ at }) => at }),
    numberColumn('pause', 'Pause', 'How long the program stood still', { width: 84, rank: 0, text: formatDuration, value: ({ duration }) => duration, bar: ({ duration }) => duration / longest }),
    numberColumn('generation', 'Gen', 'Generation: 0 young, 2 everything', { width: 40, rank: 2, text: formatCount, value: ({ generation }) => generation }),
    numberColumn('collected', 'Collected', 'Objects in cycles that were freed', { width: 84, rank: 0, text: formatCount, value: ({ collected }) => collected, bar: ({ collected }) => collected / most }),
    numberColumn('candidates', 'Looked at', 'Objects that were looked at, from 3.15 on', { width: 76, rank: 4, text: formatCount, value: ({ candidates }) => candidates }),
    numberColumn('uncollectable', 'Uncollectable', 'Objects in cycles that could not be freed', { width: 92, rank: 4, text: formatCount, value: ({ uncollectable }) => uncollectable }),
    textColumn('place', 'Started by', 'The line that ran when the collector started', { width: 110, rank: 1, grows: true, text: place }),
    textColumn('function', 'Function', 'Its function', { width: 130, rank: 3, grows: true, text: ({ site }) => siteFunction(recording, site) }),
  ];
}
