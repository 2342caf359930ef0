/** Source lines beside figures: only of files that are still what ran. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SourceFile } from '../../core/recording';

/** Larger files are generated, and not worth reading for a line. */
const MOST_BYTES = 5_000_000;

export class SourceText {
  readonly #files = new Map<string, readonly string[]>();
  readonly #byPath: ReadonlyMap<string, SourceFile>;

  constructor(files: readonly SourceFile[]) {
    this.#byPath = new Map(files.map((file) => [file.path, file]));
  }

  /** All lines as they are; empty when the file is gone, unreadable, or has changed since it ran. */
  lines(path: string): readonly string[] {
    this.line(path, 1);
    return this.#files.get(path) ?? [];
  }

  /** The line without its indentation; empty when the file is gone, unreadable, or has changed since it ran. */
  line(path: string, line: number): string {
    let lines = this.#files.get(path);
    if (lines === undefined) {
      lines = this.#read(path);
      this.#files.set(path, lines);
    }
    return lines[line - 1]?.trim() ?? '';
  }

  #read(path: string): readonly string[] {
    try {
      const bytes = readFileSync(path);
      const { sha256 } = this.#byPath.get(path) ?? { sha256: null };
      const changed = sha256 !== null && createHash('sha256').update(bytes).digest('hex') !== sha256;
      return changed || bytes.length > MOST_BYTES ? [] : bytes.toString('utf8').split(/\r\n|\r|\n/);
    } catch {
      return [];
    }
  }
}
