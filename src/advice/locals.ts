/** The life of a local name: where it is made, where it is used, whether anybody could still see it. */
import { assignmentOf } from './calls';
import { functionAround, isBinding, usesOf } from './scopes';
import type { SourceFile } from './sourceFile';
import type { Syntax } from './syntax';

export interface Local {
  readonly name: string;
  /** `name = value`: the only place that binds it. */
  readonly statement: Syntax;
  readonly value: Syntax;
  /** Every other place that means it, in order. */
  readonly uses: readonly Syntax[];
}

/**
 * A name bound exactly once, by a plain assignment, in the function around a place, and unknown to inner functions.
 * null for parameters, globals and names at module level, which other modules may see.
 */
export function localOf(node: Syntax, augmented = false): Local | null {
  const owner = functionAround(node);
  const parameters = owner?.get('parameters') ?? null;
  if (owner === null || node.type !== 'identifier' || (parameters !== null && usesOf(node.text, parameters).length > 0)) {
    return null;
  }
  const uses = usesOf(node.text, owner);
  const isGlobal = uses.some(({ parent }) => parent?.type === 'global_statement' || parent?.type === 'nonlocal_statement');
  if (isGlobal || uses.some((use) => use.within('function_definition', 'lambda', 'class_definition') !== owner)) {
    return null;
  }
  const bindings = uses.filter((use) => isBinding(use) && !(augmented && use.parent?.type === 'augmented_assignment'));
  const [binding] = bindings;
  const statement = binding?.parent?.parent ?? null;
  const assignment = statement === null ? null : assignmentOf(statement);
  if (bindings.length !== 1 || statement === null || assignment === null || assignment.left !== binding) {
    return null;
  }
  return { name: node.text, statement, value: assignment.right, uses: uses.filter((use) => use !== binding) };
}

/** Whether a name that a statement binds is looked at after it: later in the function, or when a loop around it runs again. */
export function isUsedAfter(name: string, statement: Syntax): boolean {
  const owner = functionAround(statement);
  if (owner === null) {
    // Other modules may import it, and functions may read it.
    return true;
  }
  const loop = statement.within('for_statement', 'while_statement');
  return usesOf(name, owner).some((use) => {
    const isInside = statement.contains(use);
    const isLater = use.start >= statement.end;
    const isAgain = loop !== null && owner.contains(loop) && loop.contains(use) && !isBinding(use);
    return !isInside && (isLater || isAgain || functionAround(use) !== owner || use.parent?.type === 'global_statement');
  });
}

/** `[]`, `list()` or any display, comprehension or call that gives a new list. */
export function isNewList(value: Syntax, file: SourceFile): boolean {
  return (
    value.type === 'list' ||
    value.type === 'list_comprehension' ||
    (value.type === 'call' && file.names.isBuiltin(value.get('function'), 'list', 'sorted'))
  );
}

export function isEmptyList(value: Syntax, file: SourceFile): boolean {
  const isCall = value.type === 'call' && file.names.isBuiltin(value.get('function'), 'list') && (value.get('arguments')?.parts.length ?? 1) === 0;
  return isCall || (value.type === 'list' && value.parts.length === 0);
}

/** The method called on a use of a name, such as `append` in `xs.append(x)`; null for other uses. */
export function methodOn(use: Syntax): { readonly method: string; readonly call: Syntax } | null {
  const attribute = use.parent;
  const call = attribute?.parent;
  const isCall = attribute?.type === 'attribute' && use.field === 'object' && call?.type === 'call' && attribute.field === 'function';
  return isCall ? { method: attribute.get('attribute')?.text ?? '', call } : null;
}

/** Whether a use is the right side of `in` or `not in`. */
export function isMembershipTest(use: Syntax): boolean {
  const comparison = use.parent;
  if (comparison?.type !== 'comparison_operator' || comparison.parts.length !== 2 || comparison.parts[1] !== use) return false;
  return comparison.children.some(({ type }) => type === 'in' || type === 'not in');
}
