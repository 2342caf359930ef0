/** Changes of text: replacements that leave everything around them as it is. */
import type { TextEdit } from '../core/advice';
import type { SourceFile } from './sourceFile';
import type { Syntax } from './syntax';

export function replaceNode(node: Syntax, text: string): TextEdit {
  return { start: node.start, end: node.end, text };
}

export function insertAt(index: number, text: string): TextEdit {
  return { start: index, end: index, text };
}

export function removeBetween(start: number, end: number): TextEdit {
  return { start, end, text: '' };
}

/** White space before a statement that begins its line; null when something else stands there. */
export function indentOf(file: SourceFile, statement: Syntax): string | null {
  const { line, character } = file.positionOf(statement.start);
  const before = file.line(line).slice(0, character);
  return /^[ \t]*$/.test(before) ? before : null;
}

/** Puts a statement on a line of its own before another one; null when that one does not begin its line. */
export function insertBefore(file: SourceFile, statement: Syntax, text: string): TextEdit | null {
  const indent = indentOf(file, statement);
  return indent === null ? null : insertAt(statement.start, `${text}${file.lineEnd}${indent}`);
}

/** Puts a statement on a line of its own after another one; null where the line goes on. */
export function insertAfter(file: SourceFile, statement: Syntax, text: string): TextEdit | null {
  const indent = indentOf(file, statement);
  const { line } = file.positionOf(statement.end);
  const rest = file.text.slice(statement.end, file.lineStart(line) + file.line(line).length);
  return indent === null || !/^[ \t]*(?:#.*)?$/.test(rest) ? null : insertAt(statement.end + rest.length, `${file.lineEnd}${indent}${text}`);
}

/** Removes a statement with its whole lines; null when it shares them, or comments stand in it. */
export function removeStatement(file: SourceFile, statement: Syntax): TextEdit | null {
  const first = file.positionOf(statement.start).line;
  const last = file.positionOf(statement.end).line;
  const after = file.text.slice(statement.end, file.lineStart(last + 1));
  return indentOf(file, statement) === null || !/^[ \t]*(?:\r\n|\n|\r)?$/.test(after) || hasComment(statement)
    ? null
    : removeBetween(file.lineStart(first), file.lineStart(last + 1));
}

export function hasComment(node: Syntax): boolean {
  return node.find('comment').length > 0;
}

export interface Reached {
  /** How code says it: `islice` or `itertools.islice`. */
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** How a module's function is reached: by an import that is there, else by a new one at the head of the file. */
export function reach(file: SourceFile, module: string, name: string): Reached {
  const { names } = file;
  const imported = names.imports.filter((each) => each.isTopLevel && !names.bound.has(each.alias));
  const direct = imported.find(({ qualified }) => qualified === `${module}.${name}`);
  if (direct !== undefined) {
    return { name: direct.alias, edits: [] };
  }
  const whole = imported.find(({ qualified }) => qualified === module);
  if (whole !== undefined) {
    return { name: `${whole.alias}.${name}`, edits: [] };
  }
  return names.isUsed(name)
    ? { name: `${names.fresh(module)}.${name}`, edits: [importEdit(file, importModule(module, names.fresh(module)))] }
    : { name, edits: [importEdit(file, `from ${module} import ${name}`)] };
}

function importModule(module: string, alias: string): string {
  return alias === module ? `import ${module}` : `import ${module} as ${alias}`;
}

/** A new line behind the first block of imports, else behind the docstring, else at the head. */
export function importEdit(file: SourceFile, statement: string): TextEdit {
  const { body } = file;
  let after: Syntax | null = body[0] !== undefined && isDocstring(body[0]) ? body[0] : null;
  for (const each of body.slice(after === null ? 0 : 1)) {
    if (!['import_statement', 'import_from_statement', 'future_import_statement'].includes(each.type)) break;
    after = each;
  }
  if (after === null) {
    const [first] = body;
    return insertAt(first === undefined ? 0 : file.lineStart(file.lineOf(first.start)), `${statement}${file.lineEnd}`);
  }
  const { line } = file.positionOf(after.end);
  const next = file.lineStart(line + 1);
  const isLast = next === file.text.length && !/[\r\n]$/.test(file.text);
  return insertAt(next, isLast ? `${file.lineEnd}${statement}` : `${statement}${file.lineEnd}`);
}

function isDocstring(statement: Syntax): boolean {
  return statement.type === 'expression_statement' && statement.parts[0]?.type === 'string';
}
