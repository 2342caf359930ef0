/** The public JSON form of memory by line: `emberline memory --json`. Bytes; what was not measured is null. */
import { memoryTables, type MemoryLine, type MemoryTable } from '../memory/memoryLines';
import type { Recording } from '../recording';
import type { TimeRange } from '../selection';

export interface MemoryJson {
  readonly format: 1;
  /** Python heap and resident memory over the run; null where nothing was read. */
  readonly peak: { readonly at: number; readonly heap: number } | null;
  readonly peakRss: number | null;
  readonly files: readonly MemoryFileJson[];
}

export interface MemoryFileJson {
  readonly file: string;
  /** followed: read around each run of a line; frees: allocated less freed meanwhile; readings: differences spread over what ran. */
  readonly heapBasis: MemoryTable['heapBasis'];
  readonly rssBasis: MemoryTable['rssBasis'];
  readonly lines: readonly MemoryLine[];
}

/** Sorted by file and line. @param wanted lines that are told */
export function memoryJson(recording: Recording, range: TimeRange | null, wanted: (file: string, line: MemoryLine) => boolean): MemoryJson {
  const tables = [...memoryTables(recording, range).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const { peak, meta } = recording;
  return {
    format: 1,
    peak: peak === null ? null : { at: peak.at, heap: peak.total },
    peakRss: meta.peakRss,
    files: tables
      .map(({ path, lines, heapBasis, rssBasis }) => {
        return { file: path, heapBasis, rssBasis, lines: lines.filter((line) => wanted(path, line)) };
      })
      .filter(({ lines }) => lines.length > 0),
  };
}
