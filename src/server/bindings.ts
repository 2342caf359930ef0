/** Python's scopes and the places where names are bound, read from the syntax tree. */
import type { Node } from 'web-tree-sitter';

const SCOPES = new Set([
  'module',
  'function_definition',
  'class_definition',
  'lambda',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);
/** Targets may be nested in these. */
const PATTERNS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'tuple',
  'list',
  'parenthesized_expression',
]);

/** The scope in which a name at this node is looked up first; null outside of any (a tree that is all error). */
export function scopeOf(node: Node): Node | null {
  let child = node;
  for (let parent = node.parent; parent !== null; child = parent, parent = parent.parent) {
    if (SCOPES.has(parent.type) && !isOutsideOf(parent, child, node)) {
      return parent;
    }
  }
  return child;
}

/** Parts of a definition that Python evaluates around it, not in it. */
function isOutsideOf(scope: Node, child: Node, node: Node): boolean {
  const field = (name: string): boolean => scope.childForFieldName(name)?.id === child.id;
  switch (scope.type) {
    case 'function_definition':
      return !field('body') && !(field('parameters') && isParameter(node));
    case 'class_definition':
      return !field('body');
    case 'lambda':
      return field('parameters') && !isParameter(node);
    case 'module':
      return false;
    default:
      // A walrus in a comprehension binds around it.
      return node.parent?.type === 'named_expression' && node.parent.childForFieldName('name')?.id === node.id;
  }
}

/** Whether an identifier is bound where it stands: assigned, imported, defined, a parameter or a target of any kind. */
export function isBinding(node: Node): boolean {
  return isParameter(node) || isTarget(node) || isImported(node) || isCaptured(node);
}

function isParameter(node: Node): boolean {
  let child = node;
  let parent = node.parent;
  while (parent !== null && (parent.type === 'list_splat_pattern' || parent.type === 'dictionary_splat_pattern')) {
    [child, parent] = [parent, parent.parent];
  }
  switch (parent?.type) {
    case 'parameters':
    case 'lambda_parameters':
      return true;
    case 'typed_parameter':
      return parent.firstNamedChild?.id === child.id;
    case 'default_parameter':
    case 'typed_default_parameter':
      return parent.childForFieldName('name')?.id === child.id;
    default:
      return false;
  }
}

function isTarget(node: Node): boolean {
  let child = node;
  let parent = node.parent;
  while (parent !== null && PATTERNS.has(parent.type)) {
    [child, parent] = [parent, parent.parent];
  }
  switch (parent?.type) {
    case 'assignment':
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      return parent.childForFieldName('left')?.id === child.id;
    case 'named_expression':
    case 'function_definition':
    case 'class_definition':
      return parent.childForFieldName('name')?.id === child.id;
    case 'as_pattern_target':
      return true;
    case 'as_pattern':
      return parent.lastNamedChild?.id === child.id;
    default:
      return false;
  }
}

function isImported(node: Node): boolean {
  const parent = node.parent;
  if (parent?.type === 'aliased_import') {
    return parent.childForFieldName('alias')?.id === node.id;
  }
  if (parent?.type !== 'dotted_name' || parent.firstNamedChild?.id !== node.id) {
    return false;
  }
  const statement = parent.parent;
  return (
    statement?.type === 'import_statement' ||
    (statement?.type === 'import_from_statement' && statement.childForFieldName('module_name')?.id !== parent.id)
  );
}

/** Captures of `match`: a bare name in a pattern, or what a star takes. */
function isCaptured(node: Node): boolean {
  const parent = node.parent;
  if (parent?.type === 'splat_pattern') {
    return true;
  }
  return parent?.type === 'dotted_name' && parent.namedChildCount === 1 && parent.parent?.type === 'case_pattern';
}
