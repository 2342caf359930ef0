/** Threads and their samples, from the records of all threads mixed together. */
import { NONE, type SiteId, type ThreadId } from '../core/ids';
import { THREAD_STATES, type Thread, type ThreadSamples } from '../core/recording';
import { allBelow, allBelowOr, allMoments, isMoment } from './checks';
import type { ColumnRecord } from './columnCodec';
import type { Problems } from './problems';
import { ENUMS } from './recordTable';
import type { Tables } from './tables';

const START = ENUMS.lifeEvent.indexOf('start');
const UNKNOWN_STATE = THREAD_STATES.indexOf('unknown');

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export function buildThreads(records: readonly ColumnRecord<'threads'>[], tables: Tables, problems: Problems): Thread[] {
  const threads: Mutable<Thread>[] = [];
  for (const { rows, columns } of records) {
    const sound =
      allMoments(columns.at) && allBelow(columns.node, tables.sites.length) && allBelowOr(columns.name, tables.strings.length, NONE);
    if (!sound) {
      problems.dropped('threads');
      continue;
    }
    let unreadable = 0;
    for (let row = 0; row < rows; row++) {
      const id = columns.thread[row]!;
      const at = Math.max(columns.at[row]!, 0);
      const known = threads[id];
      if (columns.event[row] !== START && known !== undefined) {
        known.endedAt = at;
      } else if (columns.event[row] === START && id === threads.length) {
        const name = tables.strings[columns.name[row]!] ?? '';
        const site = columns.node[row]! as SiteId;
        threads.push({ id: id as ThreadId, name, ident: columns.ident[row]!, site, startedAt: at, endedAt: null });
      } else {
        unreadable++;
      }
    }
    problems.repaired('threads', unreadable);
  }
  return threads;
}

/** One entry for every thread, in the order of their ids; without rows where a thread was never seen running. */
export function buildSamples(
  records: readonly ColumnRecord<'samples'>[],
  threads: readonly Thread[],
  siteCount: number,
  problems: Problems,
): ThreadSamples[] {
  const byThread = threads.map((): ColumnRecord<'samples'>[] => []);
  for (const record of records) {
    const ofThread = byThread[record.scalars.thread];
    if (ofThread === undefined || !isMoment(record.scalars.base) || !allBelow(record.columns.node, siteCount)) {
      problems.dropped('samples');
    } else {
      ofThread.push(record);
    }
  }
  return threads.map(({ id }) => joinSamples(id, byThread[id] ?? []));
}

function joinSamples(thread: ThreadId, records: readonly ColumnRecord<'samples'>[]): ThreadSamples {
  const length = records.reduce((sum, { rows }) => sum + rows, 0);
  const at = new Float64Array(length);
  const site = new Uint32Array(length);
  const wall = new Float64Array(length);
  const cpu = new Float64Array(length);
  const state = new Uint8Array(length);
  let offset = 0;
  let latest = 0;
  for (const { rows, scalars, columns } of records) {
    site.set(columns.node, offset);
    wall.set(columns.wall, offset);
    let time = scalars.base;
    for (let row = 0; row < rows; row++) {
      time += columns.delta[row]!;
      // Time order is what every reader searches by: a clock that went back stands still instead.
      if (time > latest) {
        latest = time;
      }
      at[offset + row] = latest;
      const cpuTime = columns.cpu[row]!;
      cpu[offset + row] = cpuTime === NONE ? NaN : cpuTime;
      const threadState = columns.state[row]!;
      state[offset + row] = threadState < THREAD_STATES.length ? threadState : UNKNOWN_STATE;
    }
    offset += rows;
  }
  return { thread, length, at, site, wall, cpu, state };
}
