/** The notation of stacks and amounts in tests, and the tables that interning them fills. */
import { NONE } from '../../src/core/ids';
import type { FrameKind, Origin } from '../../src/core/recording';
import { ENUMS } from '../../src/protocol/recordTable';
import type { RecordWriter } from '../../src/protocol/recordWriter';

export interface StackEntry {
  readonly file: string;
  readonly function: string;
  readonly definedAt: number;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** `file:function:line[:column-endColumn]`, apart by `;`, outermost first; `function@12`: defined at line 12. Empty: no frames. */
export function parseStack(text: string): StackEntry[] {
  if (text === '') return [];
  return text.split(';').map((entry) => {
    const match = /^(.+?):([^:@]+)(?:@(\d+))?:(\d+)(?::(\d+)-(\d+))?$/.exec(entry);
    if (match === null) throw new Error(`not a stack entry: ${entry}`);
    const [, file = '', name = '', definedAt, line, column, endColumn] = match;
    const number = (digits: string | undefined): number => (digits === undefined ? NONE : Number(digits));
    return {
      file,
      function: name,
      definedAt: number(definedAt),
      line: number(line),
      column: number(column),
      endColumn: number(endColumn),
    };
  });
}

const SCALES: Readonly<Record<string, readonly ['nanoseconds' | 'bytes', number]>> = {
  ns: ['nanoseconds', 1],
  us: ['nanoseconds', 1e3],
  ms: ['nanoseconds', 1e6],
  s: ['nanoseconds', 1e9],
  B: ['bytes', 1],
  kB: ['bytes', 1e3],
  MB: ['bytes', 1e6],
};

/** `5ms`, `12kB`. */
export function parseAmount(text: string): { readonly value: number; readonly unit: 'nanoseconds' | 'bytes' } {
  const match = /^(\d+(?:\.\d+)?)(\D+)$/.exec(text);
  const scale = SCALES[match?.[2] ?? ''];
  if (match === null || scale === undefined) throw new Error(`not an amount: ${text}`);
  return { value: Number(match[1]) * scale[1], unit: scale[0] };
}

/** Numbers things in order of their first appearance. */
class Table<Row> {
  readonly rows: Row[] = [];
  readonly #ids = new Map<string, number>();

  id(row: Row): number {
    const key = JSON.stringify(row);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.rows.push(row) - 1;
      this.#ids.set(key, id);
    }
    return id;
  }

  column(pick: (row: Row) => number): number[] {
    return this.rows.map(pick);
  }
}

/** The tables of a recording: strings, files, frames and sites. Site 0 is the root, threads hang below it. */
export class Interner {
  readonly #strings = new Table<string>();
  readonly #files = new Table<{ path: number; origin: number }>();
  readonly #frames = new Table<{ name: number; file: number; line: number; kind: number }>();
  readonly #sites = new Table<{ parent: number; frame: number; line: number; endLine: number; column: number; endColumn: number }>();

  constructor() {
    this.#site(NONE, this.#frame('root', ''));
  }

  string(text: string): number {
    return this.#strings.id(text);
  }

  file(path: string): number {
    return this.#files.id({ path: this.string(path), origin: ENUMS.origin.indexOf(originOf(path)) });
  }

  site(thread: string, stack: readonly StackEntry[]): number {
    let site = this.#site(0, this.#frame('thread', thread));
    for (const entry of stack) {
      const kind = entry.function === '<module>' ? 'module' : 'function';
      const frame = this.#frame(kind, entry.function, this.file(entry.file), entry.definedAt);
      const { line, column, endColumn } = entry;
      site = this.#sites.id({ parent: site, frame, line, endLine: column === NONE ? NONE : line, column, endColumn });
    }
    return site;
  }

  write(writer: RecordWriter): void {
    writer.strings(this.#strings.rows);
    writer.columns(
      'files',
      {},
      {
        path: this.#files.column(({ path }) => path),
        sha256: this.#files.column(() => NONE),
        origin: this.#files.column(({ origin }) => origin),
      },
    );
    writer.columns(
      'frames',
      {},
      {
        name: this.#frames.column(({ name }) => name),
        file: this.#frames.column(({ file }) => file),
        line: this.#frames.column(({ line }) => line),
        kind: this.#frames.column(({ kind }) => kind),
      },
    );
    writer.columns(
      'nodes',
      {},
      {
        parent: this.#sites.column(({ parent }) => parent),
        frame: this.#sites.column(({ frame }) => frame),
        line: this.#sites.column(({ line }) => line),
        endLine: this.#sites.column(({ endLine }) => endLine),
        column: this.#sites.column(({ column }) => column),
        endColumn: this.#sites.column(({ endColumn }) => endColumn),
      },
    );
  }

  #frame(kind: FrameKind, name: string, file = NONE, line = NONE): number {
    return this.#frames.id({ name: this.string(name), file, line, kind: ENUMS.frameKind.indexOf(kind) });
  }

  #site(parent: number, frame: number): number {
    return this.#sites.id({ parent, frame, line: NONE, endLine: NONE, column: NONE, endColumn: NONE });
  }
}

function originOf(path: string): Origin {
  if (path.startsWith('<')) return 'generated';
  if (path.includes('site-packages')) return 'sitePackages';
  return path.startsWith('/usr/lib/') ? 'stdlib' : 'workspace';
}
