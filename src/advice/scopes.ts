/** Python's scopes on copied syntax: what binds a name, where a name is used, which loop and function a place is in. */
import type { Syntax } from './syntax';

export interface BindingOptions {
  readonly countImports?: boolean;
}

const SCOPES = ['function_definition', 'lambda', 'class_definition'];
const COMPREHENSIONS = ['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression'];
export const LOOPS = ['for_statement', 'while_statement'];
const PATTERNS = ['pattern_list', 'tuple_pattern', 'list_pattern', 'list_splat_pattern', 'tuple', 'list', 'parenthesized_expression'];
const PARAMETERS = ['parameters', 'lambda_parameters', 'typed_parameter', 'default_parameter', 'typed_default_parameter'];

/** Whether an identifier stands where a name is bound: a target, a parameter, a definition, an import. */
export function isBinding(node: Syntax, { countImports = true }: BindingOptions = {}): boolean {
  let child = node;
  let { parent } = node;
  while (parent !== null && (PATTERNS.includes(parent.type) || parent.type === 'dictionary_splat_pattern')) {
    [child, parent] = [parent, parent.parent];
  }
  switch (parent?.type) {
    case 'assignment':
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      return child.field === 'left';
    case 'named_expression':
    case 'function_definition':
    case 'class_definition':
    case 'keyword_argument':
      return parent.type !== 'keyword_argument' && child.field === 'name';
    case 'default_parameter':
    case 'typed_default_parameter':
      return child.field === 'name';
    case 'parameters':
    case 'lambda_parameters':
      return true;
    case 'typed_parameter':
      return child.field !== 'type' && parent.parts[0] === child;
    case 'as_pattern_target':
    case 'global_statement':
    case 'nonlocal_statement':
    case 'delete_statement':
    case 'case_pattern':
    case 'splat_pattern':
      return true;
    case 'dotted_name':
      return (countImports && isImported(parent, node)) || parent.parent?.type === 'case_pattern';
    case 'aliased_import':
      return countImports && child.field === 'alias';
    case 'expression_list':
      return parent.parent?.type === 'delete_statement';
    default:
      return false;
  }
}

function isImported(dotted: Syntax, node: Syntax): boolean {
  const statement = dotted.parent;
  const isFirst = dotted.parts[0] === node;
  return isFirst && (statement?.type === 'import_statement' || (statement?.type === 'import_from_statement' && dotted.field === 'name'));
}

/** The function, lambda or class around a place; null at module level. */
export function scopeAround(node: Syntax): Syntax | null {
  return node.within(...SCOPES);
}

/** The function around a place, whose code runs when the place does; null at module level and in class bodies. */
export function functionAround(node: Syntax): Syntax | null {
  const scope = node.within('function_definition', 'class_definition', 'lambda');
  return scope?.type === 'function_definition' ? scope : null;
}

/** Names bound directly in a scope (or a statement), not in the functions and classes inside it. */
export function boundNames(scope: Syntax, options: BindingOptions = {}): Set<string> {
  const bound = new Set<string>();
  const visit = (node: Syntax): void => {
    if (node.type === 'identifier' && isBinding(node, options)) {
      bound.add(node.text);
    }
    for (const child of node.children) {
      if (node === scope || !SCOPES.includes(node.type) || child.field === 'name') {
        if (!(node !== scope && COMPREHENSIONS.includes(node.type) && child.type === 'for_in_clause')) {
          visit(child);
        }
      }
    }
  };
  visit(scope);
  return bound;
}

/** Whether a scope or comprehension around a place binds the name, module level left out. */
export function isBoundAround(node: Syntax, name: string, options: BindingOptions = {}): boolean {
  for (let scope = node.parent; scope !== null; scope = scope.parent) {
    if (SCOPES.includes(scope.type) && boundNames(scope, options).has(name)) {
      const isOwnName = scope.get('name')?.text === name && !scope.children.some((part) => part.field !== 'name' && boundNames(part, options).has(name));
      // A definition's name is bound around it; at module level FileNames knows it.
      if (!isOwnName) return true;
    }
    if (COMPREHENSIONS.includes(scope.type) && scope.parts.some((part) => part.type === 'for_in_clause' && boundNames(part).has(name))) {
      return true;
    }
  }
  return false;
}

/** Places below a node where a name is meant: not attributes, not names of keyword arguments. */
export function usesOf(name: string, within: Syntax): Syntax[] {
  return within.find('identifier').filter((node) => node.text === name && isName(node));
}

export function isName(node: Syntax): boolean {
  const { parent } = node;
  return !(
    (parent?.type === 'attribute' && node.field === 'attribute') ||
    (parent?.type === 'keyword_argument' && node.field === 'name')
  );
}

export function isUsedIn(name: string, within: Syntax): boolean {
  return usesOf(name, within).length > 0;
}

/** The loop whose body runs a place again and again, in the same function; a loop's own iterable is evaluated once. */
export function loopAround(node: Syntax): Syntax | null {
  let child = node;
  for (let { parent } = node; parent !== null; child = parent, parent = parent.parent) {
    if (parent.type === 'function_definition' || parent.type === 'class_definition' || parent.type === 'lambda') {
      return null;
    }
    if (parent.type === 'while_statement' && child.field !== 'alternative') {
      return parent;
    }
    if (parent.type === 'for_statement' && child.field === 'body') {
      return parent;
    }
    if (COMPREHENSIONS.includes(parent.type)) {
      const first = parent.parts.find(({ type }) => type === 'for_in_clause');
      if (!(child === first && first.get('right')?.contains(node) === true)) return parent;
    }
  }
  return null;
}

/** The block that holds a statement's siblings belongs to this statement; null at module level. */
export function statementAround(node: Syntax): Syntax {
  let found = node;
  while (found.parent !== null && found.parent.type !== 'block' && found.parent.type !== 'module') {
    found = found.parent;
  }
  return found;
}

/** Statements after this one in the same block. */
export function statementsAfter(statement: Syntax): readonly Syntax[] {
  const { siblings } = statement;
  return siblings.slice(siblings.indexOf(statement) + 1);
}

/** Statements before this one in the same block. */
export function statementsBefore(statement: Syntax): readonly Syntax[] {
  const { siblings } = statement;
  return siblings.slice(0, siblings.indexOf(statement));
}

export { PARAMETERS, COMPREHENSIONS };
