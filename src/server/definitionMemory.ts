/** Keeps functions and classes in sight while the text around them is broken: the last known ones, moved with every edit. */
import type { Header } from './definitions';

/** Where an edit happened, 0-based as LSP says it. */
export interface Change {
  readonly start: Place;
  readonly oldEnd: Place;
  readonly newEnd: Place;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** 1-based lines, both included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

const HEADER = /^\s*(?:async\s+)?(def|class)\s+([\p{L}\p{Nl}_][\p{L}\p{N}\p{M}\p{Pc}]*)/u;

export class DefinitionMemory {
  private known: readonly Header[] = [];

  /** Takes what an error-free (or merged) reading found. */
  remember(headers: readonly Header[]): void {
    this.known = headers;
  }

  /** Moves what is known along with an edit. */
  follow(change: Change): void {
    const before = change.start.line + 1;
    this.known = this.known.map((header) => (header.endLine < before ? header : moved(header, change)));
  }

  /**
   * What a reading of broken text found, plus the known definitions that it lost: those in the suspect lines
   * whose header still stands there. Known ends are better than those the errors left.
   */
  merge(fresh: readonly Header[], suspect: LineRange, lineText: (line: number) => string): Header[] {
    const inside = ({ line }: Header): boolean => line >= suspect.first && line <= suspect.last;
    const merged = new Map(fresh.map((header) => [header.line, header]));
    for (const header of this.known.filter(inside)) {
      const found = merged.get(header.line);
      const text = HEADER.exec(lineText(header.line));
      if (text === null || (text[1] === 'class') !== (header.kind === 'class')) {
        continue;
      }
      if (found === undefined || found.isBroken) {
        merged.set(header.line, { ...header, name: text[2] ?? header.name });
      }
    }
    return [...merged.values()].sort((one, other) => one.line - other.line);
  }
}

function moved(header: Header, change: Change): Header {
  const line = movedLine(header.line, header.column, change);
  const firstLine = Math.min(movedLine(header.firstLine, header.column, change), line);
  return { ...header, line, firstLine, endLine: Math.max(movedLine(header.endLine, Infinity, change), line) };
}

/** The line of a place after an edit; a place inside the replaced text goes to where that text began. */
function movedLine(line: number, character: number, { start, oldEnd, newEnd }: Change): number {
  const row = line - 1;
  if (row > oldEnd.line) {
    return line + newEnd.line - oldEnd.line;
  }
  if (row === oldEnd.line && character >= oldEnd.character) {
    return newEnd.line + 1;
  }
  const isBefore = row < start.line || (row === start.line && character < start.character);
  return isBefore ? line : start.line + 1;
}
