/** Bytes of a recording, whole or cut short, to the recording that every view derives from. */
import type { Completeness, Recording, RecordingMeta } from '../core/recording';
import { buildExactCalls } from './callRecords';
import type { EndReason } from './jsonRecords';
import { buildAllocations, buildCollections, buildMemory, buildPeak } from './memoryRecords';
import { buildObjectFacts } from './objectFacts';
import { buildObjects } from './objects';
import { streamContents, type StreamContents } from './streamContents';
import { buildLineMemory, buildReleases } from './releaseRecords';
import { buildTables } from './tables';
import { buildSamples, buildThreads } from './threads';

const COMPLETENESS: Readonly<Record<EndReason, Completeness>> = {
  finished: 'complete',
  exited: 'complete',
  replaced: 'complete',
  stopped: 'stopped',
  killed: 'killed',
};

/**
 * Reads a recording. A stream that is cut short opens as `truncated`; what is damaged inside is left out and told in
 * `meta.notices`. The recording may hold views over `bytes`, which must not change afterwards.
 *
 * @throws EmberlineError `recording-empty` when nothing was written, `recording-foreign` when the bytes are no
 *   Emberline recording, `recording-newer` when their format is newer, `recording-damaged` when the first record cannot be read
 */
export function readRecording(bytes: Uint8Array): Recording {
  // Columns are views at multiples of 8, so the bytes must start at one: what a pool of buffers handed out may not.
  const contents = streamContents(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice());
  const { records, problems } = contents;
  const tables = buildTables(records, problems);
  const siteCount = tables.sites.length;
  const threads = buildThreads(records.threads, tables, problems);
  const objects = buildObjects(records, tables, problems);
  const lengths = { siteCount, objectCount: objects.length };
  const recording = {
    files: tables.files,
    frames: tables.frames,
    sites: tables.sites,
    threads,
    samples: buildSamples(records.samples, threads, siteCount, problems),
    allocations: buildAllocations(records.allocations, siteCount, problems),
    peak: buildPeak(records.peak, siteCount, problems),
    releases: buildReleases(records.releases, siteCount, problems),
    lineMemory: buildLineMemory(records.lineMemory, siteCount, problems),
    memory: buildMemory(records.memory, problems),
    collections: buildCollections(records.collections, siteCount, problems),
    objects,
    calls: buildExactCalls(records.calls, records.callEdges, tables.frames.length, problems),
    ...buildObjectFacts(contents.objectRecords, lengths, problems),
  };
  return { meta: buildMeta(contents, recording), ...recording };
}

function buildMeta({ head, end, notices, problems }: StreamContents, recording: Omit<Recording, 'meta'>): RecordingMeta {
  const { format: _format, ...known } = head;
  return {
    ...known,
    completeness: end === null ? 'truncated' : COMPLETENESS[end.reason],
    durationNs: Math.max(end?.durationNs ?? 0, lastMoment(recording)),
    exitCode: end?.exitCode ?? null,
    signal: end?.signal ?? null,
    sampleCount: end?.samples ?? recording.samples.reduce((sum, { length }) => sum + length, 0),
    lostCount: end?.lost ?? 0,
    ownCpuNs: end?.ownCpuNs ?? null,
    peakRss: end?.peakRss ?? null,
    notices: [...notices, ...problems.notices()],
  };
}

/** The latest time that anything was recorded at, ns. */
function lastMoment({ samples, allocations, memory, collections, objects }: Omit<Recording, 'meta'>): number {
  const collection = collections.at(-1);
  let last = collection === undefined ? 0 : collection.at + collection.duration;
  for (const { at } of [...samples, allocations, memory]) {
    last = Math.max(last, at.at(-1) ?? 0);
  }
  for (const { points } of objects) {
    last = Math.max(last, points.at(-1)?.at ?? 0);
  }
  return last;
}
