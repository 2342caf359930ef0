/** Columns that several tables share. */
import { METRICS } from '../../core/metric';
import type { MetricId } from '../../core/recording';
import { formatShare, formatWeight } from '../../core/weight';
import type { Column } from '../table/tableModel';

const SELF_TITLES: Readonly<Record<MetricId, string>> = { wall: 'Self', cpu: 'CPU', allocated: 'Allocated', allocations: 'Allocations', held: 'Held', peak: 'At peak' };

/** A weight with its share of the whole as text and bar. */
export function weightColumn<Row>(options: {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly metric: MetricId;
  readonly whole: number;
  readonly rank: number;
  readonly value: (row: Row) => number | null;
}): Column<Row> {
  const { unit } = METRICS[options.metric];
  const share = (row: Row): number | null => {
    const value = options.value(row);
    return value === null || options.whole <= 0 ? null : value / options.whole;
  };
  return {
    id: options.id, title: options.title, description: options.description, kind: 'number', width: 116, rank: options.rank,
    value: options.value,
    bar: share,
    barTone: unit === 'nanoseconds' ? 'time' : 'memory',
    text: (row) => {
      const value = options.value(row);
      // U+2007 is as wide as a digit: shares line up.
      return value === null || value === 0 ? '' : `${formatWeight(value, unit)}  ${formatShare(share(row) ?? 0).padStart(5, '\u2007')}`;
    },
  };
}

export function metricColumnTitle(metric: MetricId): string {
  return SELF_TITLES[metric];
}

interface Place {
  /** CSS pixels at least. */
  readonly width: number;
  /** See Column.rank. */
  readonly rank: number;
}

interface TextCell<Row> extends Place {
  readonly grows?: boolean;
  readonly text: (row: Row) => string;
}

interface NumberCell<Row> extends Place {
  readonly text: (value: number) => string;
  readonly value: (row: Row) => number | null;
  readonly bar?: (row: Row) => number | null;
}

export function textColumn<Row>(id: string, title: string, description: string, cell: TextCell<Row>): Column<Row> {
  return { id, title, description, kind: 'text', ...cell, value: cell.text };
}

export function numberColumn<Row>(id: string, title: string, description: string, cell: NumberCell<Row>): Column<Row> {
  const text = (row: Row): string => {
    const value = cell.value(row);
    return value === null ? '' : cell.text(value);
  };
  return { id, title, description, kind: 'number', ...cell, text };
}
