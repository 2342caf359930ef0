/** Elements of a table: its head and one row. */
import { h, icon } from '../app/dom';
import type { Column, SortOrder } from './tableModel';

/** How rows form a tree. */
export interface TreeShape<Row> {
  /** 0 for the top. */
  level(row: Row): number;
  expandable(row: Row): boolean;
  expanded(row: Row): boolean;
  toggle(row: Row): void;
}

const TWISTIE = 'M6 4l4 4-4 4';
const INDENT = 12;

/** Rebuilds the head only when its columns or the order changed, so that a focused header keeps its focus. */
export function buildHead<Row>(
  head: HTMLElement,
  columns: readonly Column<Row>[],
  order: SortOrder,
  sortBy: (column: Column<Row>) => void,
): void {
  const state = `${columns.map(({ id, title }) => `${id}:${title}`).join()}|${order.column}|${order.descending}`;
  if (head.dataset['state'] === state) {
    return;
  }
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['column'] : undefined;
  head.dataset['state'] = state;
  head.replaceChildren(...columns.map((column, index) => {
    const sorted = order.column === column.id;
    const label = h('button', { class: 'table-sort', attributes: { type: 'button', title: column.description, 'data-column': column.id } }, column.title);
    label.addEventListener('click', () => sortBy(column));
    const cell = h('div', { class: `cell is-${column.kind}`, attributes: { role: 'columnheader', 'aria-colindex': String(index + 1), 'aria-sort': ariaSort(sorted, order.descending) } }, label);
    cell.classList.toggle('is-sorted', sorted);
    cell.classList.toggle('is-descending', sorted && order.descending);
    return cell;
  }));
  if (focused !== undefined) {
    head.querySelector<HTMLElement>(`[data-column="${focused}"]`)?.focus();
  }
}

function ariaSort(sorted: boolean, descending: boolean): string {
  return sorted ? (descending ? 'descending' : 'ascending') : 'none';
}

export interface RowParts<Row> {
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly tree: TreeShape<Row> | undefined;
}

export function buildRow<Row>({ row, index, columns, tree }: RowParts<Row>): HTMLElement {
  const element = h('div', { class: 'table-row', attributes: { role: 'row', 'aria-rowindex': String(index + 2), 'data-index': String(index) } });
  element.append(...columns.map((column, at) => buildCell(row, column, at)));
  const first = element.firstElementChild;
  if (tree !== undefined && first instanceof HTMLElement) {
    addTwistie(element, first, row, tree);
  }
  return element;
}

function buildCell<Row>(row: Row, column: Column<Row>, at: number): HTMLElement {
  const text = column.text(row);
  const cell = h('div', { class: `cell is-${column.kind}`, attributes: { role: 'gridcell', 'aria-colindex': String(at + 1) } });
  const share = column.bar?.(row) ?? null;
  if (share !== null && share > 0) {
    const bar = h('span', { class: column.barTone === 'memory' ? 'bar is-memory' : 'bar', attributes: { 'aria-hidden': 'true' } });
    bar.style.width = `${Math.max(1, Math.min(100, share * 100))}%`;
    cell.append(bar);
  }
  const label = h('span', { class: column.id === 'place' ? 'cell-text place' : 'cell-text' }, text);
  if (column.kind === 'text') {
    label.title = text;
  }
  cell.append(label);
  column.decorate?.(row, cell);
  return cell;
}

function addTwistie<Row>(element: HTMLElement, first: HTMLElement, row: Row, tree: TreeShape<Row>): void {
  const level = tree.level(row);
  element.setAttribute('aria-level', String(level + 1));
  const twistie = h('span', { class: 'twistie', attributes: { 'aria-hidden': 'true' } });
  if (tree.expandable(row)) {
    element.setAttribute('aria-expanded', String(tree.expanded(row)));
    twistie.classList.toggle('is-open', tree.expanded(row));
    twistie.append(icon(TWISTIE));
  }
  first.style.paddingInlineStart = `${level * INDENT}px`;
  first.prepend(twistie);
}
