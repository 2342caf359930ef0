/** The functions of the selection as a table: what the Callers tab is chosen from. */
import { METRICS } from '../../core/metric';
import { searchPattern } from '../../core/search';
import type { FunctionRow } from '../../core/functionTable';
import { framePlace, placeLabel } from '../app/names';
import type { PanelState } from '../app/store';
import type { PanelContext } from '../app/view';
import { DataTable } from '../table/dataTable';
import type { Column } from '../table/tableModel';
import { textColumn, weightColumn } from './columns';

export class FunctionList {
  readonly element: HTMLElement;
  private readonly table: DataTable<FunctionRow>;

  constructor(private readonly panel: PanelContext) {
    this.table = new DataTable<FunctionRow>({
      label: 'Functions',
      columns: [],
      order: { column: 'self', descending: true },
      quiet: ({ origin }) => origin !== 'workspace',
      key: ({ frame }) => String(frame.id),
      chosen: ({ frame }) => panel.store.update({ frame: frame.id, node: null }),
      opened: ({ frame }, beside) => {
        const { data } = panel.store.state;
        panel.open(data === null ? null : framePlace(data.recording, frame), beside);
      },
    });
    this.element = this.table.element;
  }

  render(state: PanelState): void {
    const { data, selection, search } = state;
    if (data === null) {
      return;
    }
    const pattern = search === '' ? null : searchPattern(search);
    const rows = data.functionRows(selection).filter(({ frame, path }) => pattern === null || pattern.test(frame.name) || (path !== null && pattern.test(`${path}:${frame.line ?? ''}`)));
    this.table.setRows(rows, this.columns(state));
    this.table.reveal(({ frame }) => frame.id === state.frame);
  }

  focus(): void {
    this.table.focus();
  }

  copyText(): { text: string; csv: string } {
    return this.table.copyText();
  }

  private columns({ data, selection }: PanelState): Column<FunctionRow>[] {
    const whole = data?.picture(selection).weights.total[0] ?? 1;
    const { metric } = selection;
    const title = METRICS[metric].title;
    return [
      textColumn('function', 'Function', 'The function', { width: 120, rank: 0, grows: true, text: ({ frame }) => data?.labels[frame.id] ?? frame.name }),
      textColumn('place', 'Place', 'Where it is defined', { width: 140, rank: 3, text: ({ frame }) => (data === null ? '' : placeLabel(data.recording, frame.file, frame.line) ?? '') }),
      weightColumn({ id: 'self', title: 'Self', description: `${title} in the function itself`, metric, whole, rank: 0, value: ({ self }) => self }),
      weightColumn({ id: 'total', title: 'Total', description: `${title} with all it called`, metric, whole, rank: 1, value: ({ total }) => total }),
    ];
  }
}
