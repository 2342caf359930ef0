/** Which lines of open files are which lines of the source that ran: keeps every version that was opened or saved, and follows edits. */
import * as vscode from 'vscode';
import { LineMap, splitLines } from '../../core/lineMap';
import { DisposableStore } from '../disposables';
import { sha256 } from '../recordings/recordingFile';

/** Versions kept of one document: a long program may see many saves. */
const KEPT_VERSIONS = 16;

interface Followed {
  /** By digest of the bytes on disk, oldest first. */
  readonly maps: Map<string, LineMap>;
  /** Set while the file on disk is being read. */
  pending: Promise<void> | null;
}

export class SourceTexts {
  private readonly followed = new WeakMap<vscode.TextDocument, Followed>();
  private readonly store = new DisposableStore();
  private readonly emitter = new vscode.EventEmitter<vscode.TextDocument>();
  /** A version of the document has become known. */
  readonly onFound = this.emitter.event;

  constructor() {
    this.store.add(this.emitter);
    this.store.add(vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)));
    this.store.add(vscode.workspace.onDidSaveTextDocument((document) => void this.note(document)));
    this.store.add(vscode.workspace.onDidOpenTextDocument((document) => void this.note(document)));
    for (const document of vscode.workspace.textDocuments) void this.note(document);
  }

  /**
   * The way from the lines that ran to the lines now; null when that version was never seen here.
   * @param digest of the source that ran; null (Python could not read it) means the version on disk
   */
  mapOf(document: vscode.TextDocument, digest: string | null): LineMap | null {
    const maps = this.followed.get(document)?.maps;
    if (maps === undefined) return null;
    return (digest === null ? [...maps.values()].at(-1) : maps.get(digest)) ?? null;
  }

  /** Whether the version on disk is known by now, so that an absent digest means that the file has changed. */
  isNoted(document: vscode.TextDocument): boolean {
    const followed = this.followed.get(document);
    return followed !== undefined && followed.pending === null;
  }

  /** Reads the document's file, so that the version on disk is known. */
  async note(document: vscode.TextDocument): Promise<void> {
    if (document.languageId !== 'python' || document.uri.scheme !== 'file') return;
    const followed = this.followed.get(document) ?? { maps: new Map<string, LineMap>(), pending: null };
    this.followed.set(document, followed);
    followed.pending = this.read(document, followed);
    await followed.pending;
    followed.pending = null;
    this.emitter.fire(document);
  }

  dispose(): void {
    this.store.dispose();
  }

  private async read(document: vscode.TextDocument, followed: Followed): Promise<void> {
    let bytes: Uint8Array;
    try {
      bytes = await vscode.workspace.fs.readFile(document.uri);
    } catch {
      return;
    }
    const digest = sha256(bytes);
    const now = splitLines(document.getText());
    const recorded = document.isDirty ? splitLines(decode(bytes)) : now;
    if (followed.maps.has(digest)) return;
    followed.maps.set(digest, document.isDirty ? new LineMap(recorded, now) : new LineMap(recorded));
    for (const oldest of [...followed.maps.keys()].slice(0, -KEPT_VERSIONS)) followed.maps.delete(oldest);
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const maps = this.followed.get(document)?.maps;
    if (maps === undefined) return;
    for (const { range, text } of contentChanges) {
      const edit = {
        startLine: range.start.line + 1,
        startCharacter: range.start.character,
        endLine: range.end.line + 1,
        endCharacter: range.end.character,
        text,
      };
      for (const map of maps.values()) map.apply(edit);
    }
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}
