/** Names whose references the user watches: remembered with the workspace, shown in the gutter, following edits, given to the next run. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Watch } from '../../core/recording';
import { DisposableStore } from '../disposables';
import { followLine } from './followLine';

const STORED = 'emberline.watches';

export interface PinnedWatch {
  /** URI of the file. */
  readonly uri: string;
  readonly name: string;
  /** 1-based. */
  readonly line: number;
}

export class WatchList {
  private watches: PinnedWatch[];
  private readonly store = new DisposableStore();
  private readonly emitter = this.store.add(new vscode.EventEmitter<void>());
  readonly onChanged = this.emitter.event;
  private readonly mark: vscode.TextEditorDecorationType;

  constructor(
    private readonly memory: vscode.Memento,
    extensionPath: string,
  ) {
    this.watches = decodeWatches(memory.get<unknown>(STORED));
    this.mark = this.store.add(
      vscode.window.createTextEditorDecorationType({
        gutterIconPath: vscode.Uri.file(path.join(extensionPath, 'media', 'watch.svg')),
        gutterIconSize: '80%',
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      }),
    );
    this.store.add(vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)));
    this.store.add(vscode.workspace.onDidOpenTextDocument((document) => this.anchor(document)));
    this.store.add(vscode.workspace.onDidRenameFiles(({ files }) => this.rename(files)));
    this.store.add(vscode.window.onDidChangeVisibleTextEditors(() => this.paint()));
    for (const document of vscode.workspace.textDocuments) this.anchor(document);
    this.paint();
  }

  get all(): readonly PinnedWatch[] {
    return this.watches;
  }

  add(watch: PinnedWatch): void {
    this.replace([...this.watches.filter((known) => !isSame(known, watch)), watch]);
  }

  /** Removes the watch of a name at a line; of the name anywhere in the file when none stands at that line. */
  remove(watch: PinnedWatch): void {
    const exact = this.watches.filter((known) => !isSame(known, watch));
    const byName = (): PinnedWatch[] => this.watches.filter((known) => known.uri !== watch.uri || known.name !== watch.name);
    this.replace(exact.length < this.watches.length ? exact : byName());
  }

  /** What the shim is told to watch. */
  forRun(): Watch[] {
    return this.watches.map(({ uri, name, line }) => ({ name, file: vscode.Uri.parse(uri).fsPath, line }));
  }

  dispose(): void {
    this.store.dispose();
  }

  private replace(watches: PinnedWatch[]): void {
    this.watches = watches;
    void this.memory.update(STORED, watches);
    this.paint();
    this.emitter.fire();
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    if (contentChanges.length === 0 || !this.watches.some((watch) => watch.uri === uri)) return;
    const followed = this.watches.flatMap((watch) => {
      if (watch.uri !== uri) return [watch];
      let line: number | null = watch.line;
      for (const { range, text } of contentChanges) {
        if (line === null) break;
        line = followLine(line, {
          startLine: range.start.line + 1,
          startCharacter: range.start.character,
          endLine: range.end.line + 1,
          addedLines: text.split(/\r\n|\n|\r/u).length - 1,
        });
      }
      return line === null ? [] : [{ ...watch, line }];
    });
    const moved = followed.some((watch, index) => watch.line !== this.watches[index]?.line);
    if (moved || followed.length !== this.watches.length) this.replace(followed);
  }

  /** A file that changed while it was closed: a watch whose name is gone from its line moves to the nearest line that has it. */
  private anchor(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    const moved = this.watches.map((watch) => (watch.uri === uri ? { ...watch, line: nearestLine(document, watch) } : watch));
    if (moved.some((watch, index) => watch.line !== this.watches[index]?.line)) this.replace(moved);
  }

  private rename(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): void {
    const names = new Map(files.map(({ oldUri, newUri }) => [oldUri.toString(), newUri.toString()]));
    if (this.watches.some(({ uri }) => names.has(uri))) {
      this.replace(this.watches.map((watch) => ({ ...watch, uri: names.get(watch.uri) ?? watch.uri })));
    }
  }

  private paint(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const own = this.watches.filter(({ uri, line }) => uri === editor.document.uri.toString() && line <= editor.document.lineCount);
      editor.setDecorations(
        this.mark,
        own.map(({ name, line }) => ({
          range: new vscode.Range(line - 1, 0, line - 1, 0),
          hoverMessage: `References to \`${name}\` are watched.`,
        })),
      );
    }
  }
}

function isSame(a: PinnedWatch, b: PinnedWatch): boolean {
  return a.uri === b.uri && a.name === b.name && a.line === b.line;
}

function nearestLine(document: vscode.TextDocument, { name, line }: PinnedWatch): number {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}(?![\\p{L}\\p{N}_])`, 'u');
  const has = (candidate: number): boolean =>
    candidate >= 1 && candidate <= document.lineCount && word.test(document.lineAt(candidate - 1).text);
  for (let distance = 0; distance < document.lineCount; distance += 1) {
    if (has(line - distance)) return line - distance;
    if (has(line + distance)) return line + distance;
  }
  return line;
}

function decodeWatches(value: unknown): PinnedWatch[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { uri, name, line } = item as Record<string, unknown>;
    return typeof uri === 'string' && typeof name === 'string' && typeof line === 'number' ? [{ uri, name, line }] : [];
  });
}
