/** What each metric is: its unit, its name for people, and what a reader may conclude from it. */
import type { MetricId, Unit } from './recording';

export interface MetricInfo {
  readonly id: MetricId;
  readonly unit: Unit;
  /** Short name for menus and columns. */
  readonly title: string;
  readonly description: string;
}

export const METRICS: Readonly<Record<MetricId, MetricInfo>> = {
  wall: { id: 'wall', unit: 'nanoseconds', title: 'Time', description: 'Wall time, waiting included; sampled.' },
  cpu: { id: 'cpu', unit: 'nanoseconds', title: 'CPU', description: 'Time on a processor; sampled.' },
  allocated: { id: 'allocated', unit: 'bytes', title: 'Allocated', description: 'Bytes asked for, whether or not they were freed.' },
  allocations: { id: 'allocations', unit: 'count', title: 'Allocations', description: 'Blocks asked for.' },
  held: { id: 'held', unit: 'bytes', title: 'Held', description: 'Bytes still held at the end of the run, or of the chosen range.' },
  peak: { id: 'peak', unit: 'bytes', title: 'At peak', description: 'Bytes held when the Python heap was largest.' },
};
