/** What the features know of a file's structure: its functions and classes, and where the program starts. */
import type { Node, Tree } from 'web-tree-sitter';
import { type Definition, type HeaderReader, nestHeaders } from './definitions';
import type { DefinitionMemory, LineRange } from './definitionMemory';

export interface Outline {
  /** In the order of their lines. */
  readonly definitions: readonly Definition[];
  /** 1-based line of `if __name__ == "__main__":`. */
  readonly mainGuard: number | null;
  /** Running the file does something of its own; false for modules that only define things for others. */
  readonly isScript: boolean;
}

export const EMPTY_OUTLINE: Outline = { definitions: [], mainGuard: null, isScript: false };

const MAIN_GUARD = /^if\b[^\n]*\b__name__\s*==\s*['"]__main__['"]|^if\b[^\n]*['"]__main__['"]\s*==\s*__name__\b/gm;

/** What is kept of a file from one reading to the next. */
export interface Kept {
  readonly reader: HeaderReader;
  readonly memory: DefinitionMemory;
  readonly previous: Outline;
}

/** Reads the outline; where the text has errors, what was known before fills in. */
export function readOutline(tree: Tree, text: string, { reader, memory, previous }: Kept): Outline {
  const root = tree.rootNode;
  const broken = brokenLines(root);
  let headers = reader.read(root, text);
  if (broken !== null) {
    const lines = text.split('\n');
    headers = memory.merge(headers, broken, (line) => lines[line - 1] ?? '');
  }
  memory.remember(headers);
  const definitions = nestHeaders(headers);
  return {
    definitions,
    mainGuard: findMainGuard(root, text),
    isScript: runsSomething(root.namedChildren, definitions) || (broken !== null && previous.isScript),
  };
}

/** The innermost function or class around a line, decorators included. */
export function definitionAt(outline: Outline, line: number): Definition | null {
  return outline.definitions.filter(({ firstLine, endLine }) => firstLine <= line && line <= endLine).at(-1) ?? null;
}

/** From the first statement with an error to the last one: between them a quote may have turned text into code. */
function brokenLines(root: Node): LineRange | null {
  if (!root.hasError) {
    return null;
  }
  const broken = root.type === 'ERROR' ? [root] : root.children.filter(({ hasError }) => hasError);
  const last = broken.at(-1) ?? root;
  return { first: (broken[0] ?? root).startPosition.row + 1, last: last.endPosition.row + 1 };
}

function findMainGuard(root: Node, text: string): number | null {
  for (const match of text.matchAll(MAIN_GUARD)) {
    // The same words may stand in a string; while the text is broken there is no telling.
    if (root.hasError || root.descendantForIndex(match.index)?.parent?.type === 'if_statement') {
      return lineOf(text, match.index);
    }
  }
  return null;
}

function lineOf(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) {
    line++;
  }
  return line;
}

const ONLY_DEFINES = new Set([
  'comment',
  'import_statement',
  'import_from_statement',
  'future_import_statement',
  'function_definition',
  'class_definition',
  'decorated_definition',
  'type_alias_statement',
  'pass_statement',
  'assert_statement',
  'delete_statement',
  'global_statement',
]);
const HOLDS_STATEMENTS = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'try_statement',
  'except_clause',
  'finally_clause',
  'block',
]);
const LOOPS_INSIDE = ['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression'];

/** Whether top-level statements do more than import, define and set names. */
function runsSomething(statements: readonly Node[], definitions: readonly Definition[]): boolean {
  const work = [...statements];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (node.type === 'expression_statement') {
      if (expressionRuns(node, definitions)) {
        return true;
      }
    } else if (HOLDS_STATEMENTS.has(node.type)) {
      work.push(...node.namedChildren.filter(({ type }) => HOLDS_STATEMENTS.has(type) || type.endsWith('_statement')));
    } else if (!ONLY_DEFINES.has(node.type) && node.type !== 'ERROR') {
      return true;
    }
  }
  return false;
}

function expressionRuns(statement: Node, definitions: readonly Definition[]): boolean {
  const expression = statement.firstNamedChild;
  if (expression?.type !== 'assignment') {
    return expression !== null && !['string', 'ellipsis', 'augmented_assignment', 'concatenated_string'].includes(expression.type);
  }
  if (definitions.length === 0 && expression.childForFieldName('right') !== null) {
    return true;
  }
  const called = expression.descendantsOfType('call').map((call) => call.childForFieldName('function')?.text);
  const own = definitions.some(({ parent, kind, name }) => parent === null && kind === 'function' && called.includes(name));
  return own || expression.descendantsOfType(LOOPS_INSIDE).length > 0;
}
