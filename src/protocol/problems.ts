/** What the reader had to leave out or repair, told once per kind as notices of the recording. */
import type { Notice } from '../core/recording';
import type { RecordName } from './recordTable';

/** What people call the rows of each record. */
const CONTENTS: Readonly<Record<RecordName, string>> = {
  head: 'description of the run',
  strings: 'names',
  files: 'source files',
  frames: 'functions',
  nodes: 'places',
  threads: 'threads',
  samples: 'samples',
  allocations: 'allocations',
  peak: 'memory at its peak',
  memory: 'memory over time',
  releases: 'frees',
  lineMemory: 'memory by line',
  collections: 'collector runs',
  objects: 'watched objects',
  references: 'reference counts',
  steps: 'changes of reference counts',
  stepLinks: 'references gained and lost',
  holders: 'holders of objects',
  sizes: 'sizes of objects',
  cycles: 'cycles',
  cycleTotals: 'cycles in all',
  collectorState: 'settings of the collector',
  leakCheck: 'leak checks',
  notice: 'notices',
  calls: 'a table of calls',
  callEdges: 'a table of callers',
  end: 'the end of the run',
};

export class Problems {
  readonly #dropped = new Map<RecordName, number>();
  readonly #repaired = new Map<RecordName, number>();
  #damagedAt: number | null = null;

  /** A record that cannot be trusted was left out. */
  dropped(name: RecordName): void {
    this.#dropped.set(name, (this.#dropped.get(name) ?? 0) + 1);
  }

  /** Rows of a table refer to what is not there: they keep their ids, and what they refer to is shown as unknown. */
  repaired(name: RecordName, rows: number): void {
    if (rows > 0) {
      this.#repaired.set(name, (this.#repaired.get(name) ?? 0) + rows);
    }
  }

  /** Nothing after this byte can be trusted. */
  damagedAt(offset: number): void {
    this.#damagedAt ??= offset;
  }

  notices(): Notice[] {
    const notices: Notice[] = [];
    if (this.#damagedAt !== null) {
      notices.push({ code: 'recording-damaged', message: `The recording is damaged at byte ${this.#damagedAt}; what came before it is shown.` });
    }
    for (const [name, count] of this.#dropped) {
      const records = count === 1 ? 'One record' : `${count} records`;
      notices.push({ code: 'record-dropped', message: `${records} of ${CONTENTS[name]} could not be read and ${count === 1 ? 'is' : 'are'} left out.` });
    }
    for (const [name, rows] of this.#repaired) {
      notices.push({ code: 'row-repaired', message: `${rows} of the ${CONTENTS[name]} refer to something that the recording does not hold.` });
    }
    return notices;
  }
}
