/** One open Python file: its text, syntax tree and outline, kept in step with every edit. */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { Edit, type Node, type Tree } from 'web-tree-sitter';
import type { PythonParser } from '../advice/parser';
import { SourceFile, StatementCache } from '../advice/sourceFile';
import { DefinitionMemory } from './definitionMemory';
import { HeaderReader } from './definitions';
import { EMPTY_OUTLINE, type Outline, readOutline } from './outline';
import { SourceVersions } from './sourceVersions';

export class PythonDocument {
  readonly versions = new SourceVersions();
  private readonly memory = new DefinitionMemory();
  private readonly reader = new HeaderReader();
  private readonly parser: PythonParser;
  private content: TextDocument;
  private tree: Tree;
  private known: Outline = EMPTY_OUTLINE;
  /** Edits are noted at once and parsed when somebody asks, so that fast typing costs next to nothing. */
  private isParsed = true;
  private isOutlined = false;
  private isKnown = false;
  private readonly statements = new StatementCache();
  private source: SourceFile | null = null;

  constructor(parser: PythonParser, content: TextDocument) {
    this.parser = parser;
    this.content = content;
    this.tree = parser.parse(content.getText(), null);
    this.versions.noteSaved(content.getText());
  }

  get uri(): string {
    return this.content.uri;
  }

  get version(): number {
    return this.content.version;
  }

  get text(): string {
    return this.content.getText();
  }

  get lineCount(): number {
    return this.content.lineCount;
  }

  /** Root of the syntax tree of the present text; valid until the next edit. */
  get root(): Node {
    this.parse();
    return this.tree.rootNode;
  }

  get outline(): Outline {
    this.parse();
    if (!this.isOutlined) {
      this.known = readOutline(this.tree, this.text, { reader: this.reader, memory: this.memory, previous: this.known });
      this.isOutlined = true;
      this.isKnown = true;
    }
    return this.known;
  }

  /** The present text as rules read it; valid until the next edit. */
  get sourceFile(): SourceFile {
    this.source ??= new SourceFile(this.text, this.root, this.statements);
    return this.source;
  }

  /** Text of a 1-based line, without its end. */
  line(line: number): string {
    const range = { start: { line: line - 1, character: 0 }, end: { line, character: 0 } };
    return this.content.getText(range).replace(/[\r\n]+$/, '');
  }

  /** UTF-16 index of a place: 1-based line, 0-based character. */
  indexAt(line: number, character: number): number {
    return this.content.offsetAt({ line: line - 1, character });
  }

  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    if (!this.isKnown) {
      // The memory must hold something before the errors that these edits may bring.
      void this.outline;
    }
    for (const change of changes) {
      this.apply(change, version);
    }
  }

  /** Notes that the present text is what the disk holds. */
  saved(): void {
    this.versions.noteSaved(this.text);
  }

  dispose(): void {
    this.tree.delete();
  }

  private apply(change: TextDocumentContentChangeEvent, version: number): void {
    const start = 'range' in change ? change.range.start : { line: 0, character: 0 };
    const oldEnd = 'range' in change ? change.range.end : this.content.positionAt(Infinity);
    const startIndex = this.content.offsetAt(start);
    const oldEndIndex = this.content.offsetAt(oldEnd);
    this.content = TextDocument.update(this.content, [change], version);
    const newEndIndex = startIndex + change.text.length;
    const newEnd = this.content.positionAt(newEndIndex);
    const points = { startPosition: point(start), oldEndPosition: point(oldEnd), newEndPosition: point(newEnd) };
    this.tree.edit(new Edit({ startIndex, oldEndIndex, newEndIndex, ...points }));
    this.memory.follow({ start, oldEnd, newEnd });
    this.versions.follow({
      startLine: start.line + 1,
      startCharacter: start.character,
      endLine: oldEnd.line + 1,
      endCharacter: oldEnd.character,
      text: change.text,
    });
    this.isParsed = false;
    this.isOutlined = false;
    this.source = null;
  }

  private parse(): void {
    if (this.isParsed) {
      return;
    }
    const edited = this.tree;
    this.tree = this.parser.parse(this.text, edited);
    edited.delete();
    this.isParsed = true;
  }
}

function point({ line, character }: { line: number; character: number }): { row: number; column: number } {
  return { row: line, column: character };
}
