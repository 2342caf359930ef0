/** Sorting, fitting and copying of tables. */
import assert from 'node:assert/strict';
import { fittingColumns, nextOrder, sortRows, type Column } from '../../../../src/webview/table/tableModel';
import { tableCsv, tableText } from '../../../../src/webview/table/tableText';

interface Row {
  readonly name: string;
  readonly size: number | null;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: 'name', title: 'Name', description: '', kind: 'text', width: 100, rank: 0, text: ({ name }) => name, value: ({ name }) => name },
  { id: 'size', title: 'Size', description: '', kind: 'number', width: 60, rank: 1, text: ({ size }) => (size === null ? '' : `${size} B`), value: ({ size }) => size },
  { id: 'more', title: 'More', description: '', kind: 'text', width: 60, rank: 2, text: () => 'x', value: () => 'x' },
];
const ROWS: readonly Row[] = [{ name: 'b.py:10', size: 3 }, { name: 'b.py:9', size: null }, { name: 'a "q", c', size: 20 }];

describe('sortRows', () => {
  const names = (column: string, descending: boolean): string[] => sortRows(ROWS, COLUMNS, { column, descending }).map(({ name }) => name);

  it('sorts numbers as numbers and keeps what was not measured last, both ways', () => {
    assert.deepEqual(names('size', true), ['a "q", c', 'b.py:10', 'b.py:9']);
    assert.deepEqual(names('size', false), ['b.py:10', 'a "q", c', 'b.py:9']);
  });

  it('sorts line numbers in text by their value', () => {
    assert.deepEqual(names('name', false), ['a "q", c', 'b.py:9', 'b.py:10']);
  });

  it('keeps the order for an unknown column and never changes the given rows', () => {
    assert.deepEqual(names('other', true), ROWS.map(({ name }) => name));
  });
});

describe('nextOrder', () => {
  it('begins with what matters for the kind and turns round', () => {
    const first = nextOrder({ column: 'name', descending: false }, { id: 'size', kind: 'number' });
    assert.deepEqual(first, { column: 'size', descending: true });
    assert.deepEqual(nextOrder(first, { id: 'size', kind: 'number' }), { column: 'size', descending: false });
    assert.deepEqual(nextOrder(first, { id: 'name', kind: 'text' }), { column: 'name', descending: false });
  });
});

describe('fittingColumns', () => {
  it('leaves out the highest rank first and never rank 0', () => {
    assert.equal(fittingColumns(COLUMNS, 400).length, 3);
    assert.deepEqual(fittingColumns(COLUMNS, 200).map(({ id }) => id), ['name', 'size']);
    assert.deepEqual(fittingColumns(COLUMNS, 20).map(({ id }) => id), ['name']);
  });
});

describe('copies', () => {
  it('aligns text, numbers to the right', () => {
    assert.equal(tableText(COLUMNS.slice(0, 2), ROWS), 'Name      Size\nb.py:10    3 B\nb.py:9\na "q", c  20 B\n');
  });

  it('writes CSV with raw numbers, quotes, and nothing where nothing was measured', () => {
    assert.equal(tableCsv(COLUMNS.slice(0, 2), ROWS), 'Name,Size\r\nb.py:10,3\r\nb.py:9,\r\n"a ""q"", c",20\r\n');
  });
});
