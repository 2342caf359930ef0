/** A sortable table of any length: only the visible rows exist as elements. Walked by keyboard as an ARIA grid. */
import { FrameScheduler } from '../app/frameScheduler';
import { h } from '../app/dom';
import { buildHead, buildRow, type TreeShape } from './tableElements';
import { tableKey } from './tableKeys';
import { fittingColumns, nextOrder, sortRows, type Column, type SortOrder } from './tableModel';
import { tableCsv, tableText } from './tableText';

export interface TableOptions<Row> {
  /** Name for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly order: SortOrder;
  /** Same text for the same row after a change of the data, so that it stays chosen. */
  key(row: Row): string;
  chosen(row: Row): void;
  opened(row: Row, beside: boolean): void;
  /** Rows of library code: written more quietly. */
  quiet?(row: Row): boolean;
  /** Present: the rows are a tree in order, and are not sorted here. */
  readonly tree?: TreeShape<Row>;
  /** Present with `tree`: sorts it and sets the rows again. */
  sorted?(order: SortOrder): void;
}

/** CSS pixels, as in the lists of VS Code. */
export const ROW_HEIGHT = 22;
let instances = 0;

export class DataTable<Row> {
  readonly element: HTMLElement;
  private readonly head = h('div', { class: 'table-head', attributes: { role: 'row' } });
  private readonly body: HTMLElement;
  private readonly space = h('div', { class: 'table-space', attributes: { role: 'presentation' } });
  private readonly frame = new FrameScheduler(() => this.paint());
  private readonly prefix = `table${(instances += 1)}`;
  private columns: readonly Column<Row>[];
  private order: SortOrder;
  private given: readonly Row[] = [];
  private rows: readonly Row[] = [];
  private current = -1;
  private marked: (row: Row) => boolean = () => false;

  constructor(private readonly options: TableOptions<Row>) {
    this.columns = options.columns;
    this.order = options.order;
    const role = options.tree === undefined ? 'grid' : 'treegrid';
    this.body = h('div', { class: 'table-body', attributes: { role: 'rowgroup' } }, this.space);
    this.element = h('div', { class: 'table', attributes: { role, tabindex: '0', 'aria-label': options.label } }, this.head, this.body);
    this.body.addEventListener('scroll', () => this.frame.request());
    this.element.addEventListener('keydown', (event) => this.onKey(event));
    this.space.addEventListener('click', (event) => this.onClick(event));
    this.space.addEventListener('dblclick', (event) => this.onDoubleClick(event));
    this.element.addEventListener('focus', () => this.current < 0 && this.rows.length > 0 && this.setCurrent(0, false));
    new ResizeObserver(() => this.frame.request()).observe(this.body);
  }

  get sortOrder(): SortOrder {
    return this.order;
  }

  /** @param marked rows that belong to what is chosen elsewhere */
  setRows(rows: readonly Row[], columns: readonly Column<Row>[] = this.columns, marked: (row: Row) => boolean = () => false): void {
    const before = this.rows[this.current];
    this.given = rows;
    this.columns = columns;
    this.marked = marked;
    this.rows = this.options.tree === undefined ? sortRows(rows, columns, this.order) : rows;
    const key = before === undefined ? null : this.options.key(before);
    this.current = key === null ? -1 : this.rows.findIndex((row) => this.options.key(row) === key);
    this.frame.request();
  }

  /** Chooses a row without telling anyone and brings it into view. */
  reveal(matches: (row: Row) => boolean): void {
    const index = this.rows.findIndex(matches);
    if (index >= 0 && index !== this.current) {
      this.current = index;
      this.scrollTo(index);
      this.frame.request();
    }
  }

  focus(): void {
    this.element.focus();
  }

  copyText(): { text: string; csv: string } {
    return { text: tableText(this.columns, this.rows), csv: tableCsv(this.columns, this.rows) };
  }

  private setCurrent(index: number, tell: boolean): void {
    const next = Math.min(Math.max(index, 0), this.rows.length - 1);
    const row = this.rows[next];
    if (row === undefined) {
      return;
    }
    this.current = next;
    this.scrollTo(next);
    this.frame.request();
    if (tell) {
      this.options.chosen(row);
    }
  }

  private scrollTo(index: number): void {
    const top = index * ROW_HEIGHT;
    if (top < this.body.scrollTop) {
      this.body.scrollTop = top;
    } else if (top + ROW_HEIGHT > this.body.scrollTop + this.body.clientHeight) {
      this.body.scrollTop = top + ROW_HEIGHT - this.body.clientHeight;
    }
  }

  private onKey(event: KeyboardEvent): void {
    if (event.target !== this.element) {
      return;
    }
    const page = Math.max(1, Math.floor(this.body.clientHeight / ROW_HEIGHT) - 1);
    const action = tableKey(event, this.current, this.rows.length, page);
    const row = this.rows[this.current];
    if (action === null) {
      return;
    }
    event.preventDefault();
    if (action.kind === 'go') {
      this.setCurrent(action.index, true);
    } else if (action.kind === 'open' && row !== undefined) {
      this.options.opened(row, action.beside);
    } else if (row !== undefined) {
      this.walkTree(row, action.kind === 'expand');
    }
  }

  private walkTree(row: Row, inwards: boolean): void {
    const { tree } = this.options;
    if (tree === undefined) {
      return;
    }
    if (tree.expandable(row) && tree.expanded(row) !== inwards) {
      tree.toggle(row);
    } else if (inwards) {
      this.setCurrent(this.current + 1, true);
    } else {
      const level = tree.level(row);
      const parent = this.rows.slice(0, this.current).findLastIndex((above) => tree.level(above) < level);
      this.setCurrent(parent, true);
    }
  }

  private indexOf(event: Event): number {
    const element = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    return element === null ? -1 : Number(element.getAttribute('data-index'));
  }

  private onClick(event: MouseEvent): void {
    const index = this.indexOf(event);
    const row = this.rows[index];
    if (row === undefined) {
      return;
    }
    this.setCurrent(index, true);
    if (event.target instanceof Element && event.target.closest('.twistie') !== null) {
      this.options.tree?.toggle(row);
    } else if (event.target instanceof Element && event.target.closest('.place') !== null) {
      this.options.opened(row, event.ctrlKey || event.metaKey);
    }
  }

  private onDoubleClick(event: MouseEvent): void {
    const row = this.rows[this.indexOf(event)];
    if (row !== undefined) {
      this.options.opened(row, event.ctrlKey || event.metaKey);
    }
  }

  private sortBy(column: Column<Row>): void {
    this.order = nextOrder(this.order, column);
    if (this.options.sorted === undefined) {
      this.setRows(this.given, this.columns, this.marked);
    } else {
      this.options.sorted(this.order);
    }
    this.body.scrollTop = 0;
  }

  private paint(): void {
    const shown = fittingColumns(this.columns, this.body.clientWidth);
    const template = shown.map(({ width, grows }) => (grows === true ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' ');
    this.element.style.setProperty('--em-columns', template);
    this.element.setAttribute('aria-rowcount', String(this.rows.length + 1));
    this.element.setAttribute('aria-colcount', String(shown.length));
    buildHead(this.head, shown, this.order, (column) => this.sortBy(column));
    this.space.style.height = `${this.rows.length * ROW_HEIGHT}px`;
    const first = Math.max(0, Math.floor(this.body.scrollTop / ROW_HEIGHT) - 4);
    const last = Math.min(this.rows.length, first + Math.ceil(this.body.clientHeight / ROW_HEIGHT) + 8);
    const elements = this.rows.slice(first, last).map((row, offset) => {
      const index = first + offset;
      const element = buildRow({ row, index, columns: shown, tree: this.options.tree });
      element.id = `${this.prefix}-${index}`;
      element.style.transform = `translateY(${index * ROW_HEIGHT}px)`;
      element.classList.toggle('is-current', index === this.current);
      element.classList.toggle('is-quiet', this.options.quiet?.(row) ?? false);
      element.classList.toggle('is-marked', this.marked(row));
      element.setAttribute('aria-selected', String(index === this.current));
      return element;
    });
    this.space.replaceChildren(...elements);
    if (this.current >= first && this.current < last) {
      this.element.setAttribute('aria-activedescendant', `${this.prefix}-${this.current}`);
    } else {
      this.element.removeAttribute('aria-activedescendant');
    }
  }
}
