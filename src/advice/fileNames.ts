/** What names mean at module level: imported, bound, or Python's own. Read from the statements that can bind, without copying functions. */
import type { SourceFile } from './sourceFile';
import type { Syntax } from './syntax';
import { boundNames, isBoundAround } from './scopes';

export interface Import {
  /** As code says it: `np`, `match`, `os`. */
  readonly alias: string;
  /** What it is: `numpy`, `re.match`, `os`. */
  readonly qualified: string;
  readonly isTopLevel: boolean;
}

const FROM = /^([ \t]*)from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n#;]*))/gm;
const PLAIN = /^([ \t]*)import[ \t]+([^\n#;]+)/gm;

export class FileNames {
  private readAll: readonly Import[] | null = null;
  private readBound: ReadonlySet<string> | null = null;

  constructor(private readonly file: SourceFile) {}

  get imports(): readonly Import[] {
    this.readAll ??= readImports(this.file.text);
    return this.readAll;
  }

  /** Names that the file binds at module level, imports left out; and those that any function declares global. */
  get bound(): ReadonlySet<string> {
    this.readBound ??= readBound(this.file);
    return this.readBound;
  }

  get hasStarImport(): boolean {
    return this.imports.some(({ alias }) => alias === '*');
  }

  /** Whether an identifier is Python's own function or type of that name. */
  isBuiltin(node: Syntax | null, ...names: readonly string[]): boolean {
    if (node?.type !== 'identifier' || !names.includes(node.text) || this.hasStarImport) {
      return false;
    }
    const { text } = node;
    return !this.bound.has(text) && !this.imports.some(({ alias }) => alias === text) && !isBoundAround(node, text);
  }

  /** What a dotted expression is by the imports, such as `numpy.append` or `re.match`; null where that is not known. */
  qualified(node: Syntax | null): string | null {
    if (node?.type === 'attribute') {
      const object = this.qualified(node.get('object'));
      return object === null ? null : `${object}.${node.get('attribute')?.text ?? ''}`;
    }
    if (node?.type !== 'identifier') {
      return null;
    }
    const { text } = node;
    const found = this.imports.filter(({ alias }) => alias === text);
    const [first] = found;
    if (first === undefined || this.bound.has(text) || found.some(({ qualified }) => qualified !== first.qualified)) {
      return null;
    }
    return isBoundAround(node, text, { countImports: false }) ? null : first.qualified;
  }

  /** Whether a module such as `numpy` is imported at module level, under any name. */
  importsModule(module: string): boolean {
    return this.imports.some(({ qualified }) => qualified === module || qualified.startsWith(`${module}.`));
  }

  /** Whether a name means anything in this file, so that a new one must be called otherwise. */
  isUsed(name: string): boolean {
    return new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'u').test(this.file.text);
  }

  /** The name itself, or with a number behind it, such as nothing in the file is called. */
  fresh(name: string): string {
    let chosen = name;
    for (let count = 2; this.isUsed(chosen); count++) {
      chosen = `${name}_${count}`;
    }
    return chosen;
  }
}

function readImports(text: string): Import[] {
  const found: Import[] = [];
  for (const [, indent = '', module = '', inParentheses, plain = ''] of text.matchAll(FROM)) {
    for (const part of (inParentheses ?? plain).replace(/#.*$/gm, '').split(',')) {
      const [name, alias] = part.trim().split(/\s+as\s+/);
      if (name !== undefined && name !== '') {
        found.push({ alias: alias ?? name, qualified: `${module}.${name}`, isTopLevel: indent === '' });
      }
    }
  }
  for (const [, indent = '', modules = ''] of text.matchAll(PLAIN)) {
    for (const part of modules.split(',')) {
      const [name, alias] = part.trim().split(/\s+as\s+/);
      if (name !== undefined && /^[\w.]+$/.test(name)) {
        const top = name.split('.')[0] ?? name;
        found.push({ alias: alias ?? top, qualified: alias === undefined ? top : name, isTopLevel: indent === '' });
      }
    }
  }
  return found;
}

function readBound(file: SourceFile): ReadonlySet<string> {
  const bound = new Set<string>();
  for (const { type, text, node } of file.outline()) {
    const header = type === 'comment' ? null : /^(?:@[\s\S]*?\n)?(?:async\s+)?(?:def|class)\s+(\w+)/.exec(text);
    if (type === 'function_definition' || type === 'class_definition') {
      if (header?.[1] !== undefined) bound.add(header[1]);
    } else if (type !== 'comment' && type !== 'import_statement' && type !== 'import_from_statement') {
      for (const name of boundNames(node(), { countImports: false })) bound.add(name);
    }
  }
  for (const [, names = ''] of file.text.matchAll(/^[ \t]*global[ \t]+([\w, \t]+)/gm)) {
    for (const name of names.split(',')) bound.add(name.trim());
  }
  return bound;
}
