/** Builds small recordings for tests, through the same bytes that the shim writes and the reader reads. */
import { NONE, type SiteId } from '../../src/core/ids';
import { THREAD_STATES, type Recording, type StepLink, type ThreadState } from '../../src/core/recording';
import type { EndRecord, HeadRecord } from '../../src/protocol/jsonRecords';
import type { ColumnValues } from '../../src/protocol/columnCodec';
import { ENUMS, type ColumnRecordName, type ScalarsOf } from '../../src/protocol/recordTable';
import { readRecording } from '../../src/protocol/readRecording';
import { RecordWriter, type JsonRecords } from '../../src/protocol/recordWriter';
import { END, HEAD } from './recordingEnds';
import { Interner, parseAmount, parseStack } from './stackNotation';

export { HEAD };

interface SampleRow {
  readonly at: number;
  readonly site: number;
  readonly wall: number;
  readonly cpu: number | null;
  readonly state: ThreadState;
}

interface ObjectRow {
  readonly name: string;
  readonly typeName: string;
  readonly file: string | null;
  readonly line: number;
  readonly kind: number;
  readonly immortal: boolean;
  readonly born: number;
}

export interface SampleOptions {
  readonly thread?: string;
  /** ns; absent: not measured. */
  readonly cpu?: number;
  readonly state?: ThreadState;
  /** ns; default: as much later than the thread's row before as the row weighs. Give the same twice for one observation on two rows. */
  readonly at?: number;
}

export interface Ids {
  readonly site: (stack: string) => number;
  readonly string: (text: string) => number;
}

export interface AllocationValues {
  readonly allocated?: number;
  readonly allocations?: number;
  readonly freed?: number;
  readonly frees?: number;
}

/**
 * Stacks are written outermost first, frames apart by `;`, each `file:function:line`, with `function@12` where the
 * definition's line matters and `file:function:line:4-9` for columns: `main.py:main@1:3;main.py:load:9`.
 */
export class RecordingBuilder {
  readonly #head: HeadRecord;
  readonly #interner = new Interner();
  readonly #threads = new Map<string, SampleRow[]>();
  readonly #writes: ((writer: RecordWriter) => void)[] = [];
  readonly #objects: ObjectRow[] = [];
  #steps = 0;
  #end: EndRecord | null = null;

  constructor(head: Partial<HeadRecord> = {}) {
    this.#head = { ...HEAD, ...head };
  }

  /** One row of a thread: `wall` nanoseconds ending now. */
  sample(stack: string, wall: number, options: SampleOptions = {}): this {
    const rows = this.#rowsOf(options.thread ?? 'MainThread');
    const at = options.at ?? (rows.at(-1)?.at ?? 0) + wall;
    const site = this.#site(stack, options.thread);
    rows.push({ at, site, wall, cpu: options.cpu ?? null, state: options.state ?? 'python' });
    return this;
  }

  /** One allocations record that ends at `at` ns: what each stack allocated and freed since the one before. */
  allocations(at: number, values: Readonly<Record<string, AllocationValues>>): this {
    const stacks = Object.entries(values).map(([stack, value]) => ({ node: this.#site(stack), value }));
    const column = (name: keyof AllocationValues): number[] => stacks.map(({ value }) => value[name] ?? 0);
    const columns = {
      allocated: column('allocated'),
      allocations: column('allocations'),
      freed: column('freed'),
      frees: column('frees'),
      node: stacks.map(({ node }) => node),
    };
    this.#writes.push((writer) => writer.columns('allocations', { at }, columns));
    return this;
  }

  /** Bytes held by stack at the run's peak. */
  peak(at: number, held: Readonly<Record<string, number>>): this {
    const node = Object.keys(held).map((stack) => this.#site(stack));
    const bytes = Object.values(held);
    const total = bytes.reduce((sum, value) => sum + value, 0);
    this.#writes.push((writer) => writer.columns('peak', { at, total }, { held: bytes, blocks: bytes.map(() => 1), node }));
    return this;
  }

  /** Memory of the process at a moment; what is left out was not measured. */
  memory(at: number, { rss = NaN, heap = NaN, blocks = NaN }: { rss?: number; heap?: number; blocks?: number }): this {
    this.#writes.push((writer) => writer.columns('memory', {}, { at: [at], rss: [rss], heap: [heap], blocks: [blocks] }));
    return this;
  }

  collection(at: number, duration: number, options: { generation?: number; collected?: number; stack?: string } = {}): this {
    const node = options.stack === undefined ? NONE : this.#site(options.stack);
    const { generation = 0, collected = 0 } = options;
    const what = { collected: [collected], uncollectable: [0], candidates: [NaN], generation: [generation] };
    this.#writes.push((writer) => writer.columns('collections', {}, { at: [at], duration: [duration], node: [node], ...what }));
    return this;
  }

  /** Declares an object; its id is how many were declared before. */
  object(
    name: string,
    options: { typeName?: string; file?: string; line?: number; kind?: 'watched' | 'module' | 'type'; immortal?: boolean; born?: number } = {},
  ): this {
    if (options.file !== undefined) this.#interner.file(options.file);
    this.#objects.push({
      name,
      typeName: options.typeName ?? 'dict',
      file: options.file ?? null,
      line: options.line ?? NONE,
      kind: ENUMS.objectKind.indexOf(options.kind ?? 'watched'),
      immortal: options.immortal ?? false,
      born: options.born ?? 0,
    });
    return this;
  }

  /** A count of an object, after the line at the end of the stack ran. */
  reference(object: number, at: number, count: number, options: { stack?: string; event?: 'birth' | 'change' | 'death' } = {}): this {
    const node = options.stack === undefined ? NONE : this.#site(options.stack);
    const event = ENUMS.referenceEvent.indexOf(options.event ?? 'change');
    this.#writes.push((writer) =>
      writer.columns('references', {}, { at: [at], count: [count], object: [object], node: [node], event: [event] }),
    );
    return this;
  }

  /** Rows of any other record; stacks and texts become their ids. */
  rows<Name extends ColumnRecordName>(name: Name, scalars: ScalarsOf<Name>, columns: (ids: Ids) => ColumnValues<Name>): this {
    const values = columns({ site: (stack) => this.#site(stack), string: (text) => this.#interner.string(text) });
    this.#writes.push((writer) => writer.columns(name, scalars, values));
    return this;
  }

  /** A change of a watched object's count with the references that came and went. An object has either these or `reference`s. */
  step(
    object: number,
    at: number,
    count: number,
    options: { stack?: string; event?: 'birth' | 'change' | 'death'; source?: 'line' | 'sampled'; links?: readonly StepLink[] } = {},
  ): this {
    const step = this.#steps++;
    const node = options.stack === undefined ? NONE : this.#site(options.stack);
    const event = ENUMS.referenceEvent.indexOf(options.event ?? 'change');
    const source = ENUMS.stepSource.indexOf(options.source ?? 'line');
    const links = (options.links ?? []).map((link) => ({ ...link, text: this.#interner.string(link.text) }));
    this.#writes.push((writer) => {
      writer.columns('steps', {}, { at: [at], count: [count], object: [object], node: [node], event: [event], source: [source] });
      for (const { text, times, gained, kind } of links) {
        const columns = { step: [step], text: [text], times: [times], gained: [gained ? 1 : 0], kind: [ENUMS.linkKind.indexOf(kind)] };
        writer.columns('stepLinks', {}, columns);
      }
    });
    return this;
  }

  /** A record that holds JSON, as it is; sites from `siteOf`. */
  json<Name extends keyof JsonRecords>(name: Name, value: JsonRecords[Name]): this {
    this.#writes.push((writer) => writer.json(name, value));
    return this;
  }

  /** The site of a stack. */
  siteOf(stack: string): SiteId {
    return this.#site(stack) as SiteId;
  }

  notice(code: string, message: string): this {
    this.#writes.push((writer) => writer.json('notice', { code, message }));
    return this;
  }

  /** Without it the recording is truncated. */
  end(end: Partial<EndRecord> = {}): this {
    const rows = [...this.#threads.values()];
    const samples = rows.reduce((sum, { length }) => sum + length, 0);
    const durationNs = Math.max(0, ...rows.map((ofThread) => ofThread.at(-1)?.at ?? 0));
    this.#end = { ...END, samples, durationNs, ...end };
    return this;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const writer = new RecordWriter().json('head', this.#head);
    // Names of objects first, so that the tables below are complete.
    const names = this.#objects.map(({ name, typeName }) => [this.#interner.string(name), this.#interner.string(typeName)] as const);
    const threadNames = [...this.#threads.keys()].map((name) => this.#interner.string(name));
    this.#interner.write(writer);
    this.#writeThreads(writer, threadNames);
    if (this.#objects.length > 0) {
      writer.columns(
        'objects',
        {},
        {
          born: this.#objects.map(({ born }) => born),
          name: names.map(([name]) => name),
          typeName: names.map(([, typeName]) => typeName),
          file: this.#objects.map(({ file }) => (file === null ? NONE : this.#interner.file(file))),
          line: this.#objects.map(({ line }) => line),
          immortal: this.#objects.map(({ immortal }) => (immortal ? 1 : 0)),
          kind: this.#objects.map(({ kind }) => kind),
        },
      );
    }
    for (const write of this.#writes) write(writer);
    if (this.#end !== null) writer.json('end', this.#end);
    return writer.bytes();
  }

  recording(): Recording {
    return readRecording(this.bytes());
  }

  #site(stack: string, thread = 'MainThread'): number {
    this.#rowsOf(thread);
    return this.#interner.site(thread, parseStack(stack));
  }

  #rowsOf(thread: string): SampleRow[] {
    let rows = this.#threads.get(thread);
    if (rows === undefined) this.#threads.set(thread, (rows = []));
    return rows;
  }

  #writeThreads(writer: RecordWriter, names: readonly number[]): void {
    const threads = [...this.#threads];
    writer.columns(
      'threads',
      {},
      {
        at: threads.map(() => 0),
        ident: threads.map((_, id) => 1000 + id),
        thread: threads.map((_, id) => id),
        name: names,
        node: threads.map(([name]) => this.#interner.site(name, [])),
        event: threads.map(() => ENUMS.lifeEvent.indexOf('start')),
      },
    );
    for (const [thread, rows] of threads.map(([, ofThread], id) => [id, ofThread] as const)) {
      if (rows.length === 0) continue;
      writer.columns(
        'samples',
        { thread, base: 0 },
        {
          delta: rows.map(({ at }, row) => at - (rows[row - 1]?.at ?? 0)),
          node: rows.map(({ site }) => site),
          wall: rows.map(({ wall }) => wall),
          cpu: rows.map(({ cpu }) => cpu ?? NONE),
          state: rows.map(({ state }) => THREAD_STATES.indexOf(state)),
        },
      );
    }
  }
}

/**
 * A finished recording of one thread from lines such as `main.py:main:3;main.py:load:9 5ms 12kB`: a stack, then what the
 * place took (a time: one sample; bytes: one allocation that is held), in any order, and `@name` for another thread.
 */
export function recordingOf(...lines: readonly string[]): Recording {
  const builder = new RecordingBuilder({ metrics: METRICS_OF_LINES });
  for (const line of lines) {
    const [stack = '', ...rest] = line.trim().split(/\s+/);
    const thread = rest.find((word) => word.startsWith('@'))?.slice(1) ?? 'MainThread';
    for (const word of rest.filter((text) => !text.startsWith('@'))) {
      const { value, unit } = parseAmount(word);
      if (unit === 'nanoseconds') builder.sample(stack, value, { thread });
      else builder.allocations(0, { [stack]: { allocated: value, allocations: 1 } });
    }
  }
  return builder.end().recording();
}

const METRICS_OF_LINES: HeadRecord['metrics'] = ['wall', 'allocated', 'allocations', 'held'];
