/** The versions of an open file that a run may have measured, each with the way from its lines to the lines now. */
import { createHash } from 'node:crypto';
import { type LineEdit, LineMap, splitLines } from '../core/lineMap';

/** Versions kept a file: the user may save many times while a long program runs. */
const KEPT = 16;

export class SourceVersions {
  /** Oldest first, keyed by the digest of the file's bytes. */
  private readonly maps = new Map<string, LineMap>();
  private readonly unknown = new Set<string>();

  /** Notes that the text as it is now was opened or saved. */
  noteSaved(text: string): void {
    this.keep(sha256(text), new LineMap(splitLines(text)));
  }

  /** Notes a version found elsewhere, such as the file on disk beside an unsaved document. */
  noteFound(digest: string, recorded: string, current: string): void {
    this.keep(digest, new LineMap(splitLines(recorded), splitLines(current)));
  }

  /** Notes that a version was looked for and is not to be had. */
  noteUnknown(digest: string): void {
    this.unknown.add(digest);
  }

  isUnknown(digest: string): boolean {
    return this.unknown.has(digest);
  }

  /** The way from the version that ran; the newest one when the run could not read its source. null: not known (yet). */
  mapOf(digest: string | null): LineMap | null {
    if (digest === null) {
      return [...this.maps.values()].at(-1) ?? null;
    }
    return this.maps.get(digest) ?? null;
  }

  follow(edit: LineEdit): void {
    for (const map of this.maps.values()) {
      map.apply(edit);
    }
  }

  private keep(digest: string, map: LineMap): void {
    this.maps.delete(digest);
    this.maps.set(digest, map);
    this.unknown.delete(digest);
    for (const oldest of [...this.maps.keys()].slice(0, -KEPT)) {
      this.maps.delete(oldest);
    }
  }
}

/** Hex digest of a text as UTF-8, or of bytes as they are. */
export function sha256(source: string | Uint8Array): string {
  return createHash('sha256').update(source).digest('hex');
}

/** Text of a source file without a byte order mark: UTF-8, else Latin-1, which never fails. */
export function decodeSource(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
