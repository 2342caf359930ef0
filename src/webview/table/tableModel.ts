/** What a table is made of, how its rows are sorted, and which columns fit. No DOM. */

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** One sentence for the header's tooltip. */
  readonly description: string;
  /** What is shown and copied. */
  text(row: Row): string;
  /** What is sorted by; null (absent) always comes last. */
  value(row: Row): number | string | null;
  /** Share 0..1 drawn as a bar behind the text; null: none. */
  readonly bar?: (row: Row) => number | null;
  /** Warm bars for time, cool ones for memory. */
  readonly barTone?: 'time' | 'memory';
  /** Draws the cell itself, after its text was set. */
  readonly decorate?: (row: Row, cell: HTMLElement) => void;
  readonly kind: 'text' | 'number';
  /** CSS pixels at least. */
  readonly width: number;
  /** Takes part in the room that is left. */
  readonly grows?: boolean;
  /** When it is narrow, columns of the highest rank go first; those of rank 0 stay. */
  readonly rank: number;
}

export interface SortOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Compares two rows by a column; what was not measured comes last in both directions. */
export function compareRows<Row>(column: Column<Row>, descending: boolean, a: Row, b: Row): number {
  const [left, right] = [column.value(a), column.value(b)];
  if (left === null || right === null) {
    return left === right ? 0 : left === null ? 1 : -1;
  }
  const numbers = typeof left === 'number' && typeof right === 'number';
  const difference = numbers ? left - right : compareText(String(left), String(right));
  return descending ? -difference : difference;
}

/** Stable; the given rows stay as they are. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: SortOrder): Row[] {
  const column = columns.find(({ id }) => id === order.column);
  if (column === undefined) {
    return [...rows];
  }
  return rows.toSorted((a, b) => compareRows(column, order.descending, a, b));
}

const collator = new Intl.Collator('en', { numeric: true });

function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

/** Clicking a header: first the order that matters for its kind, then the other one. */
export function nextOrder(order: SortOrder, column: { readonly id: string; readonly kind: 'text' | 'number' }): SortOrder {
  return order.column === column.id ? { column: column.id, descending: !order.descending } : { column: column.id, descending: column.kind === 'number' };
}

const GAP = 12;

/** The columns that fit into `width`, in their order. */
export function fittingColumns<Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] {
  const kept = [...columns];
  const needed = (): number => kept.reduce((sum, column) => sum + column.width + GAP, 0);
  while (needed() > width) {
    const worst = kept.reduce((most, { rank }) => Math.max(most, rank), 0);
    if (worst === 0) {
      break;
    }
    kept.splice(kept.findLastIndex(({ rank }) => rank === worst), 1);
  }
  return kept;
}
