/** Which recorded line a line of an edited file is: follows edits, knows which lines read differently, and lets undo restore them. */
import { alignLines, lineKey } from './alignLines';

/** One replacement of text, as editors report it. Lines 1-based, characters 0-based UTF-16 units, the end exclusive. */
export interface LineEdit {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly text: string;
}

const NOWHERE = -1;

/** Lines of a text as editors count them. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

/** The way between the lines of a recorded version of a file and its lines now. Mutable: `apply` each edit in order. */
export class LineMap {
  private readonly recorded: readonly string[];
  private lines: string[];
  /** Index of the recorded line of each line, rising; NOWHERE for a new line. */
  private origin: number[];
  private places: Int32Array | null = null;

  /** @param current lines of the file now; left out when the file is as recorded */
  constructor(recorded: readonly string[], current: readonly string[] = recorded) {
    this.recorded = recorded;
    this.lines = [...current];
    this.origin = current === recorded ? current.map((_, index) => index) : [...alignLines(recorded, current)];
  }

  get lineCount(): number {
    return this.lines.length;
  }

  /** The recorded line of a line of the file, null where the line is new. */
  recordedLine(line: number): number | null {
    const origin = this.origin[line - 1] ?? NOWHERE;
    return origin === NOWHERE ? null : origin + 1;
  }

  /** Where a recorded line stands now, null when it was deleted. */
  currentLine(recordedLine: number): number | null {
    this.places ??= this.inverse();
    const place = this.places[recordedLine - 1] ?? NOWHERE;
    return place === NOWHERE ? null : place + 1;
  }

  /** Whether a line reads as it did when recorded; false for new lines too. */
  isUnchanged(line: number): boolean {
    const origin = this.origin[line - 1] ?? NOWHERE;
    return origin !== NOWHERE && sameLine(this.lines[line - 1], this.recorded[origin]);
  }

  /** Whether a run of lines (both ends included) reads as it did, with nothing added or removed within. */
  isUnchangedBetween(firstLine: number, lastLine: number): boolean {
    const first = this.origin[firstLine - 1] ?? NOWHERE;
    for (let line = firstLine; line <= lastLine; line++) {
      if (this.origin[line - 1] !== first + line - firstLine || !this.isUnchanged(line)) {
        return false;
      }
    }
    return first !== NOWHERE;
  }

  /** Follows one edit. Places outside the file are taken as its nearest end. */
  apply(edit: LineEdit): void {
    const start = clamp(edit.startLine - 1, this.lines.length);
    const end = Math.max(start, clamp(edit.endLine - 1, this.lines.length));
    const before = this.lines.slice(start, end + 1);
    const head = (before[0] ?? '').slice(0, edit.startCharacter);
    const tail = (before.at(-1) ?? '').slice(edit.endCharacter);
    const after = splitLines(head + edit.text + tail);
    const { top, bottom } = keptLines(before, after, edit.startCharacter === 0);
    this.replace(start + top, before.length - top - bottom, after.slice(top, after.length - bottom));
    if (this.lines.length === this.recorded.length) {
      this.restoreWhenIdentical();
    }
  }

  private replace(start: number, count: number, after: readonly string[]): void {
    this.places = null;
    const live = this.origin.slice(start, start + count);
    const low = this.nearest(start - 1, -1) + 1;
    const next = this.nearest(start + count, 1);
    const high = next === NOWHERE ? this.recorded.length : next;
    const match = alignLines(this.recorded.slice(low, high), after);
    const origins = Array.from(match, (index) => (index < 0 ? NOWHERE : low + index));
    if (after.length > 0) {
      takeOverEdited(origins, live, after);
    }
    // Built anew instead of spliced: a call takes no more than some 100,000 arguments.
    this.lines = [...this.lines.slice(0, start), ...after, ...this.lines.slice(start + count)];
    this.origin = [...this.origin.slice(0, start), ...origins, ...this.origin.slice(start + count)];
  }

  /** Undo ends where it began, even if equal lines were told apart differently on the way. */
  private restoreWhenIdentical(): void {
    if (this.origin.every((origin, index) => origin === index)) {
      return;
    }
    if (!this.lines.every((line, index) => sameLine(line, this.recorded[index]))) {
      return;
    }
    this.origin = this.lines.map((_, index) => index);
    this.places = null;
  }

  /** Origin of the nearest line that has one. */
  private nearest(from: number, step: 1 | -1): number {
    for (let index = from; index >= 0 && index < this.origin.length; index += step) {
      const origin = this.origin[index] ?? NOWHERE;
      if (origin !== NOWHERE) {
        return origin;
      }
    }
    return NOWHERE;
  }

  private inverse(): Int32Array {
    const places = new Int32Array(this.recorded.length).fill(NOWHERE);
    this.origin.forEach((origin, index) => {
      if (origin !== NOWHERE) {
        places[origin] = index;
      }
    });
    return places;
  }
}

function sameLine(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && lineKey(one) === lineKey(other));
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}

/** Lines that an edit only touched at their ends: they keep their origin. Where the edit began tells which of two equal lines stayed. */
function keptLines(before: readonly string[], after: readonly string[], startsAtColumnZero: boolean): { top: number; bottom: number } {
  const most = Math.min(before.length, after.length);
  let top = 0;
  let bottom = 0;
  const takeTop = (): void => {
    while (top + bottom < most && before[top] === after[top]) {
      top++;
    }
  };
  const takeBottom = (): void => {
    while (top + bottom < most && before[before.length - 1 - bottom] === after[after.length - 1 - bottom]) {
      bottom++;
    }
  };
  if (startsAtColumnZero) {
    takeBottom();
  }
  takeTop();
  takeBottom();
  return { top, bottom };
}

/** Lines that were rewritten in place keep the origins of the lines they replaced, in order, where order allows. */
function takeOverEdited(origins: number[], live: readonly number[], after: readonly string[]): void {
  const matched = new Set(origins);
  const free = live.filter((origin) => origin !== NOWHERE && !matched.has(origin));
  const limits = new Array<number>(origins.length);
  let limit = Infinity;
  for (let index = origins.length - 1; index >= 0; index--) {
    limits[index] = limit;
    limit = origins[index] === NOWHERE ? limit : (origins[index] ?? limit);
  }
  let last = NOWHERE;
  let next = 0;
  for (let index = 0; index < origins.length && next < free.length; index++) {
    if (origins[index] !== NOWHERE) {
      last = origins[index] ?? last;
      continue;
    }
    if ((after[index] ?? '').trim() === '') {
      continue;
    }
    while (next < free.length && (free[next] ?? NOWHERE) <= last) {
      next++;
    }
    const choice = free[next] ?? Infinity;
    if (choice < (limits[index] ?? Infinity)) {
      origins[index] = last = choice;
      next++;
    }
  }
}
