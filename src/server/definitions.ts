/** Functions and classes of a syntax tree, as plain data that outlives the tree. */
import type { Node } from 'web-tree-sitter';

/** The header of a function or class and how far it reaches. Lines 1-based, the column of the first keyword 0-based UTF-16. */
export interface Header {
  readonly kind: 'function' | 'class';
  readonly name: string;
  readonly isAsync: boolean;
  /** Line of the first decorator, or of the header: where Python says that the code begins. */
  readonly firstLine: number;
  /** Line of `def`, `async def` or `class`. */
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  /** Dotted names, without arguments. */
  readonly decorators: readonly string[];
  /** Base classes as written. */
  readonly bases: readonly string[];
  /** A syntax error lies within, so the end may be wrong. */
  readonly isBroken: boolean;
}

export interface Definition extends Header {
  /** As Python names it: `Outer.method`, `outer.<locals>.inner`. */
  readonly qualifiedName: string;
  readonly parent: Definition | null;
}

/** Reads the headers of one file again and again; top-level statements that read as before are not walked anew. */
export class HeaderReader {
  /** By what the parse of an error-free statement depends on. Lines are relative to the statement's. */
  private known = new Map<string, readonly Header[]>();

  /** Headers in the order of their lines. */
  read(root: Node, text: string): Header[] {
    const next = new Map<string, readonly Header[]>();
    const headers = root.namedChildren.flatMap((statement) => {
      const { row, column } = statement.startPosition;
      if (statement.hasError) {
        return headersIn(statement);
      }
      const key = `${statement.type} ${column} ${text.slice(statement.startIndex, statement.endIndex)}`;
      const found = this.known.get(key) ?? headersIn(statement).map((header) => shifted(header, -row));
      next.set(key, found);
      return found.map((header) => shifted(header, row));
    });
    this.known = next;
    return headers;
  }
}

function headersIn(statement: Node): Header[] {
  return statement.descendantsOfType(['function_definition', 'class_definition']).flatMap((node) => {
    const name = node.childForFieldName('name')?.text ?? '';
    return name === '' ? [] : [readHeader(node, name)];
  });
}

function shifted(header: Header, rows: number): Header {
  return { ...header, firstLine: header.firstLine + rows, line: header.line + rows, endLine: header.endLine + rows };
}

function readHeader(node: Node, name: string): Header {
  const kind = node.type === 'class_definition' ? 'class' : 'function';
  const { row, column } = node.startPosition;
  const outer = node.parent?.type === 'decorated_definition' ? node.parent : null;
  const bases = kind === 'class' ? (node.childForFieldName('superclasses')?.namedChildren ?? []) : [];
  return {
    kind,
    name,
    isAsync: kind === 'function' && node.firstChild?.type === 'async',
    firstLine: (outer?.startPosition.row ?? row) + 1,
    line: row + 1,
    endLine: lastLine(node),
    column,
    decorators: outer === null ? [] : outer.namedChildren.filter(({ type }) => type === 'decorator').map(decoratorName),
    bases: bases.filter(({ type }) => type !== 'keyword_argument' && type !== 'comment').map(({ text }) => text),
    isBroken: node.hasError,
  };
}

function lastLine(node: Node): number {
  const end = node.endPosition;
  return Math.max(end.column === 0 ? end.row : end.row + 1, node.startPosition.row + 1);
}

function decoratorName(node: Node): string {
  const expression = node.namedChildren.find(({ type }) => type !== 'comment');
  const callee = expression?.type === 'call' ? expression.childForFieldName('function') : expression;
  return callee?.text ?? '';
}

/** Nests headers (in line order) and names them as Python does. */
export function nestHeaders(headers: readonly Header[]): Definition[] {
  const open: Definition[] = [];
  return headers.map((header) => {
    for (let top = open.at(-1); top !== undefined && !encloses(top, header); top = open.at(-1)) {
      open.pop();
    }
    const parent = open.at(-1) ?? null;
    const definition = { ...header, parent, qualifiedName: qualifiedName(parent, header.name) };
    open.push(definition);
    return definition;
  });
}

function encloses(outer: Header, inner: Header): boolean {
  return outer.column < inner.column && outer.endLine >= inner.line;
}

function qualifiedName(parent: Definition | null, name: string): string {
  if (parent === null) {
    return name;
  }
  return parent.kind === 'function' ? `${parent.qualifiedName}.<locals>.${name}` : `${parent.qualifiedName}.${name}`;
}
