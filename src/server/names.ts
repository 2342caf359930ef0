/** The name under the cursor (an identifier or a dotted path of attributes) and where it is bound. */
import type { Node } from 'web-tree-sitter';
import type { NameAt } from '../protocol/lsp';
import { isBinding, scopeOf } from './bindings';
import type { PythonDocument } from './pythonDocument';

/** @param line 1-based @param character 0-based, UTF-16. A cursor right behind a name is on it. */
export function nameAt(document: PythonDocument, line: number, character: number): NameAt | null {
  return findName(document, line, character)?.name ?? null;
}

/** The name at a place if it is one whose references are worth watching: bound in this file, so neither a built-in nor part of a module. */
export function watchableNameAt(document: PythonDocument, line: number, character: number): NameAt | null {
  const found = findName(document, line, character);
  return found !== null && (found.isBound || /^(self|cls)\./.test(found.name.name)) ? found.name : null;
}

interface FoundName {
  readonly name: NameAt;
  readonly isBound: boolean;
}

function findName(document: PythonDocument, line: number, character: number): FoundName | null {
  const index = document.indexAt(line, character);
  const node = identifierAt(document, index) ?? (character > 0 ? identifierAt(document, index - 1) : null);
  const path = node === null ? null : pathOf(node);
  if (node === null || path === null) {
    return null;
  }
  const bound = path === node ? boundName(document, node) : boundAttribute(document, path);
  const place = bound ?? node;
  const name = { name: path.text, line: place.startPosition.row + 1, function: enclosingFunction(document, place) };
  return { name, isBound: bound !== null };
}

function identifierAt(document: PythonDocument, index: number): Node | null {
  const node = document.root.namedDescendantForIndex(index);
  return node?.type === 'identifier' ? node : null;
}

/** The expression to watch: the identifier, or the attribute path that ends in it. null when it is no name of a value. */
function pathOf(node: Node): Node | null {
  const parent = node.parent;
  switch (parent?.type) {
    case 'attribute': {
      const isLast = parent.childForFieldName('attribute')?.id === node.id;
      return !isLast ? node : isDotted(parent) ? parent : null;
    }
    case 'keyword_argument':
      return parent.childForFieldName('name')?.id === node.id ? null : node;
    case 'keyword_pattern':
      return null;
    case 'dotted_name':
      return isBinding(node) ? node : null;
    default:
      return node;
  }
}

function isDotted(attribute: Node): boolean {
  let object = attribute.childForFieldName('object');
  while (object?.type === 'attribute') {
    object = object.childForFieldName('object');
  }
  return object?.type === 'identifier';
}

/** Where a name is bound, by Python's rules: its own scope, then those around it, class bodies left out. */
function boundName(document: PythonDocument, node: Node): Node | null {
  const places = occurrences(document, node.text);
  const declared = places.filter(({ parent }) => parent?.type === 'global_statement' || parent?.type === 'nonlocal_statement');
  const bindings = places.filter(isBinding).map((place) => ({ place, scope: bindingScope(place, declared) }));
  const own = scopeOf(node);
  for (let scope = own; scope !== null; scope = scope.parent === null ? null : scopeOf(scope)) {
    if (scope.type === 'class_definition' && scope.id !== own?.id) {
      continue;
    }
    const id = declaredScope(scope, declared)?.id ?? scope.id;
    const here = bindings.filter((binding) => binding.scope?.id === id).map(({ place }) => place);
    if (here.length > 0) {
      return nearest(here, node);
    }
  }
  return null;
}

function bindingScope(place: Node, declared: readonly Node[]): Node | null {
  const scope = scopeOf(place);
  return scope === null ? null : (declaredScope(scope, declared) ?? scope);
}

/** Where `global` or `nonlocal` in a scope sends the name. */
function declaredScope(scope: Node, declared: readonly Node[]): Node | null {
  const declaration = declared.find((place) => scopeOf(place)?.id === scope.id);
  if (declaration === undefined) {
    return null;
  }
  let outer: Node = scope;
  for (let next: Node | null = outer; next !== null; next = next.parent === null ? null : scopeOf(next)) {
    outer = next;
    if (declaration.parent?.type === 'nonlocal_statement' && next.id !== scope.id && next.type === 'function_definition') {
      break;
    }
  }
  return outer;
}

/** Where an attribute path such as `self.cache` is assigned: in this function, else in the class around it, else in the file. */
function boundAttribute(document: PythonDocument, path: Node): Node | null {
  const last = path.childForFieldName('attribute')?.text ?? '';
  const assigned = occurrences(document, last)
    .map(({ parent }) => parent)
    .filter((parent): parent is Node => parent?.type === 'attribute' && parent.text === path.text && isBinding(parent));
  const around = [ancestor(path, 'function_definition'), ancestor(path, 'class_definition')];
  const owner = path.text.startsWith('self.') || path.text.startsWith('cls.') ? around : [...around, document.root];
  for (const scope of owner) {
    const here = assigned.filter((place) => scope !== null && place.startIndex >= scope.startIndex && place.endIndex <= scope.endIndex);
    if (here.length > 0) {
      return nearest(here, path);
    }
  }
  return null;
}

function ancestor(node: Node, type: string): Node | null {
  let parent = node.parent;
  while (parent !== null && parent.type !== type) {
    parent = parent.parent;
  }
  return parent;
}

/** The last place at or before the node, else the first. */
function nearest(places: readonly Node[], node: Node): Node | null {
  return places.filter((place) => place.startIndex <= node.startIndex).at(-1) ?? places[0] ?? null;
}

/** Identifiers with this text, found by the text, since walking the whole tree takes far longer. */
function occurrences(document: PythonDocument, name: string): Node[] {
  const { text, root } = document;
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'gu');
  return [...text.matchAll(word)].flatMap(({ index }) => {
    const node = root.namedDescendantForIndex(index);
    return node?.type === 'identifier' && node.startIndex === index && node.endIndex === index + name.length ? [node] : [];
  });
}

function enclosingFunction(document: PythonDocument, bound: Node): string | null {
  let scope = scopeOf(bound);
  while (scope !== null && scope.type !== 'function_definition') {
    scope = scope.parent === null ? null : scopeOf(scope);
  }
  const line = scope === null ? null : scope.startPosition.row + 1;
  return document.outline.definitions.find((each) => each.kind === 'function' && each.line === line)?.qualifiedName ?? null;
}
