/** What every view is a selection over the recording: a metric and a time range. Filters of one view (search, focus) stay in that view. */
import type { MetricId } from './recording';

export interface TimeRange {
  /** ns since the run's start, inclusive. */
  readonly from: number;
  /** ns since the run's start, exclusive. */
  readonly to: number;
}

export interface Selection {
  readonly metric: MetricId;
  /** null: the whole run. */
  readonly range: TimeRange | null;
}
