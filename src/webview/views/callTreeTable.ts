/** A call tree, or a tree of callers, as a table whose rows open. */
import type { FrameTree } from '../../core/callTree';
import { METRICS } from '../../core/metric';
import { formatShare, formatWeight } from '../../core/weight';
import { framePlace, placeLabel } from '../app/names';
import { SLOT } from '../app/palette';
import type { PanelState } from '../app/store';
import type { PanelContext } from '../app/view';
import { DataTable } from '../table/dataTable';
import { compareRows, type Column, type SortOrder } from '../table/tableModel';
import { TreeRows, type TreeRow } from '../table/treeRows';

export class CallTreeTable {
  readonly element: HTMLElement;
  private readonly table: DataTable<TreeRow>;
  private readonly tree = new TreeRows();
  private frames: FrameTree | null = null;
  private total: Float64Array = new Float64Array();
  private shown: readonly Column<TreeRow>[] = [];
  private expandedTo: number | null = null;

  constructor(private readonly panel: PanelContext, label: string, chosen: (node: number) => void) {
    this.table = new DataTable<TreeRow>({
      label,
      columns: [],
      order: { column: 'total', descending: true },
      key: ({ node }) => String(node),
      quiet: ({ node }) => (panel.store.state.data?.slotOfFrame[this.frames?.frame[node] ?? 0] ?? 0) < SLOT.user,
      chosen: ({ node }) => chosen(node),
      opened: ({ node }, beside) => this.open(node, beside),
      sorted: (order) => this.sort(order),
      tree: {
        level: ({ level }) => level,
        expandable: ({ expandable }) => expandable,
        expanded: ({ expanded }) => expanded,
        toggle: ({ node }) => {
          this.tree.toggle(node);
          this.table.setRows(this.tree.rows());
        },
      },
    });
    this.element = this.table.element;
  }

  /** @param self null: the tree has totals only */
  render(state: PanelState, tree: FrameTree, total: Float64Array, self: Float64Array | null): void {
    const fresh = this.total !== total || this.frames !== tree;
    this.frames = tree;
    this.total = total;
    if (fresh) {
      this.tree.setTree(tree, total);
    }
    if (self !== null && state.node !== null && state.node !== this.expandedTo) {
      this.expandedTo = state.node;
      this.tree.expandTo(state.node);
    }
    this.shown = this.columns(state, self);
    this.table.setRows(this.tree.rows(), this.shown);
    this.table.reveal(({ node }) => node === state.node);
  }

  focus(): void {
    this.table.focus();
  }

  copyText(): { text: string; csv: string } {
    return this.table.copyText();
  }

  private sort(order: SortOrder): void {
    const column = this.shown.find(({ id }) => id === order.column);
    const row = (node: number): TreeRow => ({ node, level: 0, expandable: false, expanded: false });
    this.tree.sortBy((a, b) => (column === undefined ? 0 : compareRows(column, order.descending, row(a), row(b))));
    this.table.setRows(this.tree.rows());
  }

  private open(node: number, beside: boolean): void {
    const { data } = this.panel.store.state;
    const frame = data?.recording.frames[this.frames?.frame[node] ?? 0];
    if (data !== null && frame !== undefined) {
      this.panel.open(framePlace(data.recording, frame), beside);
    }
  }

  private columns(state: PanelState, self: Float64Array | null): Column<TreeRow>[] {
    const { data, selection } = state;
    const { unit } = METRICS[selection.metric];
    const whole = data?.picture(selection).weights.total[0] ?? 1;
    const frameOf = (row: TreeRow): number => this.frames?.frame[row.node] ?? 0;
    const place = (row: TreeRow): string => {
      const frame = data?.recording.frames[frameOf(row)];
      return data === null || frame === undefined ? '' : placeLabel(data.recording, frame.file, frame.line) ?? '';
    };
    const weight = (id: string, title: string, description: string, values: Float64Array): Column<TreeRow> => ({
      id, title, description, kind: 'number', width: 118, rank: id === 'total' ? 0 : 2,
      text: ({ node }) => ((values[node] ?? 0) > 0 ? `${formatWeight(values[node] ?? 0, unit)}  ${formatShare((values[node] ?? 0) / whole).padStart(5, '\u2007')}` : ''),
      value: ({ node }) => values[node] ?? 0,
      bar: ({ node }) => (values[node] ?? 0) / whole,
      barTone: unit === 'nanoseconds' ? 'time' : 'memory',
    });
    return [
      { id: 'function', title: 'Function', description: 'The function', kind: 'text', width: 150, grows: true, rank: 0, text: (row) => data?.labels[frameOf(row)] ?? '', value: (row) => data?.labels[frameOf(row)] ?? '' },
      { id: 'place', title: 'Place', description: 'Where it is defined', kind: 'text', width: 170, rank: 3, text: place, value: place },
      weight('total', 'Total', 'The function with all it called', this.total),
      ...(self === null ? [] : [weight('self', 'Self', 'The function itself, without what it called', self)]),
    ];
  }
}
