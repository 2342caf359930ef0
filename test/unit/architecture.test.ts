/** Folders follow runtimes: who may import whom, without cycles, and what exactly one place may do. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import ts from 'typescript';
import { globSync } from '../../scripts/lib/files.mjs';
import { inRepository } from '../support/paths';

/** Folder of src -> folders of src that it may import, besides itself. The same map stands in CONTRIBUTING.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  protocol: ['core'],
  run: ['core', 'protocol'],
  advice: ['core', 'protocol'],
  extension: ['core', 'protocol', 'run', 'advice'],
  server: ['core', 'protocol', 'advice'],
  webview: ['core', 'protocol'],
  cli: ['core', 'protocol', 'run', 'advice'],
};

/** Packages that belong to some folders alone. */
const PACKAGE_OWNERS: readonly { readonly name: RegExp; readonly folders: readonly string[] }[] = [
  { name: /^vscode$/, folders: ['extension'] },
  { name: /^vscode-languageclient/, folders: ['extension'] },
  { name: /^vscode-languageserver/, folders: ['server'] },
  { name: /^web-tree-sitter$/, folders: ['advice', 'server'] },
  { name: /^d3-/, folders: ['webview'] },
  { name: /^execa$/, folders: ['run'] },
  { name: /^node:/, folders: ['run', 'advice', 'extension', 'server', 'cli'] },
];

/** What only one file of src may call or import. */
const ONE_PLACE: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'import execa', pattern: /from 'execa'/ },
  { what: 'call workspace.getConfiguration', pattern: /\.getConfiguration\(/ },
  { what: 'call commands.registerCommand', pattern: /\.registerCommand\(/ },
  { what: 'show messages', pattern: /\.show(?:Information|Warning|Error)Message\(/ },
];

interface Import {
  readonly from: string;
  /** A file of src relative to the repository, or a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const sources = globSync('src/**/*.ts');
const known = new Set(sources);

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) {
    return specifier;
  }
  const base = path.posix.join(path.posix.dirname(from), specifier);
  return [base, `${base}.ts`, `${base}/index.ts`].find((candidate) => known.has(candidate)) ?? base;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  const named = clause.namedBindings;
  const allNamedAreTypes = named !== undefined && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
  return clause.isTypeOnly || (clause.name === undefined && allNamedAreTypes);
}

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const tree = ts.createSourceFile(file, readFileSync(inRepository(file), 'utf8'), ts.ScriptTarget.ES2023, true);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ from: file, to: resolve(file, node.moduleSpecifier.text), typeOnly: isTypeOnly(node.importClause) });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ from: file, to: resolve(file, node.moduleSpecifier.text), typeOnly: node.isTypeOnly });
    } else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument)) {
        // Loaded when it is called: no part of a cycle at load time, but bound by the folder rules.
        found.push({ from: file, to: resolve(file, argument.text), typeOnly: true });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const imports = sources.flatMap(importsOf);
const folderOf = (file: string): string => file.split('/')[1] ?? '';

/** The first cycle of load-time imports, as a list of files, or null. */
function findCycle(edges: readonly Import[]): string[] | null {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges.filter((edge) => !edge.typeOnly && known.has(edge.to))) {
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const trail: string[] = [];
  const walk = (file: string): string[] | null => {
    const at = trail.indexOf(file);
    if (at >= 0) return [...trail.slice(at), file];
    if (done.has(file)) return null;
    trail.push(file);
    for (const target of next.get(file) ?? []) {
      const cycle = walk(target);
      if (cycle !== null) return cycle;
    }
    trail.pop();
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const cycle = walk(file);
    if (cycle !== null) return cycle;
  }
  return null;
}

describe('architecture', () => {
  it('has sources to judge, and every folder has its rule', () => {
    assert.ok(sources.length > 50);
    assert.deepEqual([...new Set(sources.map(folderOf))].sort(), Object.keys(MAY_IMPORT).sort());
  });

  it('lets folders import one way', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [own, other] = [folderOf(from), folderOf(to)];
      return to.startsWith('src/') && own !== other && !(MAY_IMPORT[own] ?? []).includes(other);
    });
    assert.deepEqual(wrong.map(({ from, to }) => `${from} imports ${to}`), []);
  });

  it('resolves every relative import, so that none escapes these rules', () => {
    const allowed = /^(?:package\.json|src\/protocol\/shim\.schema\.json)$/;
    const lost = imports.filter(({ to }) => !known.has(to) && /^(?:\.|src\/|test\/|scripts\/)/.test(to) && !allowed.test(to));
    assert.deepEqual(lost.map(({ from, to }) => `${from} imports ${to}`), []);
  });

  it('keeps packages where they belong', () => {
    const wrong = imports.filter(({ from, to }) =>
      PACKAGE_OWNERS.some(({ name, folders }) => name.test(to) && !folders.includes(folderOf(from))),
    );
    assert.deepEqual(wrong.map(({ from, to }) => `${from} imports ${to}`), []);
  });

  it('has no import cycle', () => {
    assert.deepEqual(findCycle(imports), null);
  });

  it('finds a cycle where there is one', () => {
    const edge = (from: string, to: string): Import => ({ from, to, typeOnly: false });
    const [a = '', b = '', c = ''] = sources;
    assert.deepEqual(findCycle([edge(a, b), edge(b, c), edge(c, a)]), [a, b, c, a]);
  });

  for (const { what, pattern } of ONE_PLACE) {
    it(`lets one file ${what}`, () => {
      const users = sources.filter((file) => pattern.test(readFileSync(inRepository(file), 'utf8')));
      assert.equal(users.length, 1, users.join(', '));
    });
  }

  it('keeps files small', () => {
    const long = globSync('{src,test}/**/*.{ts,py}').filter((file) => readFileSync(inRepository(file), 'utf8').split('\n').length > 301);
    assert.deepEqual(long, []);
  });
});
