/** One Python file as rules see it: statements copied when they are first looked at, and kept while their text stays the same. */
import type { Node } from 'web-tree-sitter';
import { FileNames } from './fileNames';
import { copySyntax, type Place, type Syntax } from './syntax';

/** A place in a file. Lines 1-based, characters 0-based UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

interface Statement {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly node: () => Syntax;
}

/** Copies of statements by their text, so that a keystroke copies one of them anew. */
export class StatementCache {
  private known = new Map<string, { place: Place; syntax: Syntax }[]>();
  private next = new Map<string, { place: Place; syntax: Syntax }[]>();

  /** Begins a new reading: what it does not ask for is forgotten at the next one. */
  turn(): void {
    for (const [key, left] of this.known) {
      if (!this.next.has(key)) this.next.set(key, left);
    }
    this.known = this.next;
    this.next = new Map();
  }

  take(node: Node, text: string): { place: Place; syntax: Syntax } {
    const key = `${node.type} ${node.hasError} ${text}`;
    const found = this.known.get(key)?.pop() ?? make(node, text);
    this.next.set(key, [...(this.next.get(key) ?? []), found]);
    return found;
  }
}

function make(node: Node, text: string): { place: Place; syntax: Syntax } {
  const place: Place = { base: node.startIndex, text, siblings: null };
  return { place, syntax: copySyntax(node, place) };
}

export class SourceFile {
  readonly names: FileNames;
  private readonly statements: readonly Statement[];
  private all: readonly Syntax[] | null = null;
  private starts: number[] | null = null;

  /** @param root of the present text's tree, which must outlive this object */
  constructor(
    readonly text: string,
    root: Node,
    cache: StatementCache = new StatementCache(),
  ) {
    cache.turn();
    this.statements = root.namedChildren.map((node) => this.statementOf(node, cache));
    this.names = new FileNames(this);
  }

  /** The statements of the file that reach into these lines (1-based, both included); errors and their neighbours are left out. */
  statementsBetween(first: number, last: number): Syntax[] {
    const from = this.lineStart(first);
    const to = this.lineStart(last + 1);
    return this.statements.flatMap((statement, index) =>
      statement.start < to && statement.end >= from && this.isSound(index) ? [statement.node()] : [],
    );
  }

  /** Every statement of the file, in order; comments are none. */
  get body(): readonly Syntax[] {
    this.all ??= this.statements.filter(({ type }) => type !== 'comment').map(({ node }) => node());
    return this.all;
  }

  /** Types and texts of the statements, without copying them. */
  outline(): readonly { readonly type: string; readonly text: string; readonly node: () => Syntax }[] {
    return this.statements.map(({ type, start, end, node }) => ({ type, text: this.text.slice(start, end), node }));
  }

  positionOf(index: number): Position {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, character: index - starts[low]! };
  }

  lineOf(index: number): number {
    return this.positionOf(index).line;
  }

  /** UTF-16 index at which a 1-based line begins; the end of the text for lines behind it. */
  lineStart(line: number): number {
    return this.lineStarts()[line - 1] ?? this.text.length;
  }

  /** Text of a 1-based line without its end. */
  line(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineStart(line + 1)).replace(/[\r\n]+$/, '');
  }

  get lineCount(): number {
    return this.lineStarts().length;
  }

  /** `\r\n` where the file uses it. */
  get lineEnd(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** Neither broken itself nor beside something that is: an error swallows or sheds what stands next to it. */
  private isSound(index: number): boolean {
    return [index - 1, index, index + 1].every((each) => this.statements[each]?.type !== 'ERROR');
  }

  private statementOf(node: Node, cache: StatementCache): Statement {
    const { type, startIndex: start, endIndex: end } = node;
    let copied: Syntax | null = null;
    const copy = (): Syntax => {
      if (copied === null) {
        const { place, syntax } = cache.take(node, this.text.slice(start, end));
        place.base = start;
        place.siblings = () => this.body;
        copied = syntax;
      }
      return copied;
    };
    return { type, start, end, node: copy };
  }

  private lineStarts(): number[] {
    if (this.starts === null) {
      this.starts = [0];
      for (const { index, 0: end } of this.text.matchAll(/\r\n|\n|\r/g)) this.starts.push(index + end.length);
    }
    return this.starts;
  }
}
