/** Syntax nodes as plain objects, copied once from tree-sitter: rules ask them often, and each question to WebAssembly costs. */
import type { Node, TreeCursor } from 'web-tree-sitter';

/** What a copied statement hangs on: where it stands in the file now. Both change when text above it does, the copy does not. */
export interface Place {
  /** UTF-16 index of the statement in the file. */
  base: number;
  readonly text: string;
  /** The statement's neighbours, for code at module level. */
  siblings: (() => readonly Syntax[]) | null;
}

const NONE: readonly Syntax[] = [];

/** What a node is; `from` and `to` are UTF-16 indices in its statement. */
interface Kind {
  readonly type: string;
  readonly isNamed: boolean;
  readonly field: string | null;
  readonly from: number;
  readonly to: number;
}

export class Syntax {
  readonly type: string;
  readonly isNamed: boolean;
  /** Its part in its parent, such as `left` or `body`. */
  readonly field: string | null;
  private readonly from: number;
  private readonly to: number;
  private own: readonly Syntax[] = NONE;
  private codeOnly: readonly Syntax[] | null = null;

  constructor(
    { type, isNamed, field, from, to }: Kind,
    readonly parent: Syntax | null,
    private readonly place: Place,
  ) {
    this.type = type;
    this.isNamed = isNamed;
    this.field = field;
    this.from = from;
    this.to = to;
  }

  /** UTF-16 index in the file. */
  get start(): number {
    return this.place.base + this.from;
  }

  get end(): number {
    return this.place.base + this.to;
  }

  get text(): string {
    return this.place.text.slice(this.from, this.to);
  }

  /** Everything, tokens and comments too. */
  get children(): readonly Syntax[] {
    return this.own;
  }

  /** The parts that mean something: neither punctuation nor comments. */
  get parts(): readonly Syntax[] {
    this.codeOnly ??= this.own.filter(({ isNamed, type }) => isNamed && type !== 'comment');
    return this.codeOnly;
  }

  /** A syntax error lies within. */
  get isBroken(): boolean {
    return this.type === 'ERROR' || this.isMissing || this.own.some((child) => child.isBroken);
  }

  /** The parser made it up to go on. */
  private get isMissing(): boolean {
    return this.own.length === 0 && this.from === this.to && this.type !== 'block' && this.type !== 'module';
  }

  get(field: string): Syntax | null {
    return this.own.find((child) => child.field === field) ?? null;
  }

  getAll(field: string): readonly Syntax[] {
    return this.own.filter((child) => child.field === field);
  }

  /** A token such as `async`, `if` or `in`. */
  has(token: string): boolean {
    return this.own.some(({ type, isNamed }) => type === token && !isNamed);
  }

  /** The statements around it, itself included: those of its block, or of the file. */
  get siblings(): readonly Syntax[] {
    return this.parent === null ? (this.place.siblings?.() ?? [this]) : this.parent.parts;
  }

  get next(): Syntax | null {
    const { siblings } = this;
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  get previous(): Syntax | null {
    const { siblings } = this;
    return siblings[siblings.indexOf(this) - 1] ?? null;
  }

  /** The nearest node around it of one of these types; itself does not count. */
  within(...types: readonly string[]): Syntax | null {
    let node = this.parent;
    while (node !== null && !types.includes(node.type)) {
      node = node.parent;
    }
    return node;
  }

  contains(other: Syntax): boolean {
    return other.place === this.place && other.from >= this.from && other.to <= this.to;
  }

  /** Itself and everything below, in the order of the text. */
  *walk(): Generator<Syntax> {
    yield this;
    for (const child of this.own) {
      yield* child.walk();
    }
  }

  find(...types: readonly string[]): Syntax[] {
    const found: Syntax[] = [];
    collect(this, types, found);
    return found;
  }

  /** Only for whoever builds the tree. */
  adopt(children: readonly Syntax[]): void {
    this.own = children;
  }
}

function collect(node: Syntax, types: readonly string[], found: Syntax[]): void {
  if (types.includes(node.type)) {
    found.push(node);
  }
  for (const child of node.children) {
    collect(child, types, found);
  }
}

/** Copies what is below a statement. */
export function copySyntax(node: Node, place: Place): Syntax {
  const cursor = node.walk();
  try {
    return copyAt(cursor, null, place, node.startIndex);
  } finally {
    cursor.delete();
  }
}

/** A parser nests no deeper than some thousand nodes, which recursion bears. */
function copyAt(cursor: TreeCursor, parent: Syntax | null, place: Place, origin: number): Syntax {
  const { startIndex, endIndex, nodeType: type, nodeIsNamed: isNamed, currentFieldName: field } = cursor;
  const node = new Syntax({ type, isNamed, field, from: startIndex - origin, to: endIndex - origin }, parent, place);
  if (cursor.gotoFirstChild()) {
    const children: Syntax[] = [];
    do {
      children.push(copyAt(cursor, node, place, origin));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
    node.adopt(children);
  }
  return node;
}
