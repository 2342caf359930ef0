/** Which rows the timeline of a recording has, and in which order. */
import type { Recording, WatchedObject } from '../../core/recording';
import { CollectorTrack } from './collectorTrack';
import { MemoryTrack } from './memoryTrack';
import { ObjectTrack } from './objectTrack';
import { ThreadTrack } from './threadTrack';
import type { Track } from './track';

export interface TrackGroups {
  readonly shown: readonly Track[];
  /** Rows left out because there are many: the less busy threads, the less changing objects. */
  readonly hidden: number;
}

const THREADS_AT_FIRST = 4;
const OBJECTS_AT_FIRST = 4;
const ROOMY = { thread: 24, memory: 50, collector: 24, object: 30 } as const;
const COMPACT = { thread: 20, memory: 36, collector: 20, object: 24 } as const;

/** @param all also the rows that are left out at first @param compact lower rows, for a low panel */
export function buildTracks(recording: Recording, all: boolean, compact: boolean): TrackGroups {
  const height = compact ? COMPACT : ROOMY;
  const threads = busiestFirst(recording, height.thread);
  const objects = mostChangingFirst(recording.objects);
  const shownThreads = all ? threads : threads.slice(0, THREADS_AT_FIRST);
  const shownObjects = all ? objects : objects.slice(0, OBJECTS_AT_FIRST);
  const { memory, collections } = recording;
  const shown: Track[] = [
    ...shownThreads,
    ...(memory.length > 0 ? [new MemoryTrack(recording, height.memory)] : []),
    ...(collections.length > 0 ? [new CollectorTrack(recording, height.collector)] : []),
    ...shownObjects.map((object) => new ObjectTrack(recording, object, height.object)),
  ];
  return { shown, hidden: threads.length + objects.length - shownThreads.length - shownObjects.length };
}

function busiestFirst(recording: Recording, height: number): ThreadTrack[] {
  const busy = recording.samples.map((samples) => ({ samples, wall: samples.wall.reduce((sum, value) => sum + value, 0) }));
  return busy.toSorted((a, b) => b.wall - a.wall).flatMap(({ samples }) => {
    const thread = recording.threads[samples.thread];
    return thread === undefined || samples.length === 0 ? [] : [new ThreadTrack(thread, samples, recording.meta.durationNs, height)];
  });
}

const KIND_ORDER: Readonly<Record<WatchedObject['kind'], number>> = { watched: 0, module: 1, type: 2 };

export function mostChangingFirst(objects: readonly WatchedObject[]): WatchedObject[] {
  return objects.toSorted((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || b.points.length - a.points.length);
}
