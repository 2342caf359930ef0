/** Tables as text: aligned columns for people, RFC 4180 for programs. */
import type { Column } from './tableModel';

export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map((column) => column.text(row)))];
  const widths = columns.map((_, index) => cells.reduce((most, line) => Math.max(most, line[index]?.length ?? 0), 0));
  const lines = cells.map((line) => line.map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.kind === 'number')).join('  ').trimEnd());
  return `${lines.join('\n')}\n`;
}

/** Numbers are written as measured, in the metric's unit and without thousands marks; what was not measured is empty. */
export function tableCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => quoted(rawText(column, row))).join(','));
  return `${[columns.map(({ title }) => quoted(title)).join(','), ...lines].join('\r\n')}\r\n`;
}

function rawText<Row>(column: Column<Row>, row: Row): string {
  if (column.kind === 'text') {
    return column.text(row);
  }
  const value = column.value(row);
  return value === null ? '' : String(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function pad(text: string, width: number, end: boolean): string {
  return end ? text.padStart(width) : text.padEnd(width);
}
