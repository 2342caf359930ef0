/** The outline against CPython's own parser on the standard library of an interpreter of this machine; then broken at random. */
import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import type { PythonDocument } from '../../../src/server/pythonDocument';
import { generator, open, replaceAt } from './support';

interface Source {
  readonly path: string;
  readonly text: string;
  /** Qualified name and line of each definition. */
  readonly definitions: readonly (readonly [string, number])[];
}

/** About 150 files, evenly through the sorted list, so that every machine takes what it has. */
const SCRIPT = `
import ast, json, os, sys, sysconfig
def walk(node, prefix, found):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.append([prefix + child.name, child.lineno])
            walk(child, prefix + child.name + ('.' if isinstance(child, ast.ClassDef) else '.<locals>.'), found)
        else:
            walk(child, prefix, found)
root = sysconfig.get_paths()['stdlib']
files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names
               if name.endswith('.py') and 'site-packages' not in folder and 'lib2to3' not in folder and 'bad' not in name)
sources = []
for path in files[:: max(1, len(files) // 150)]:
    try:
        with open(path, encoding='utf-8', newline='') as file:
            text = file.read()
        found = []
        walk(ast.parse(text), '', found)
    except (SyntaxError, ValueError):
        continue
    if '\\f' not in text and '\\r' not in text:
        sources.append({'path': os.path.relpath(path, root), 'text': text, 'definitions': found})
json.dump(sources, sys.stdout)
`;

/** Ways in which a text is broken while somebody types. */
const BREAKS: readonly string[] = ['(', ')', '"', '"""', "'", '{', ':', 'def ', 'class X(', '    ', ' = = ', '[1, '];

describe('server/outline on the standard library', function () {
  this.timeout(120_000);
  let sources: Source[];

  before(() => {
    const output = execFileSync('python3', ['-c', SCRIPT], { encoding: 'utf8', maxBuffer: 1 << 28 });
    sources = JSON.parse(output) as Source[];
  });

  it('finds at least 99.9 % of the functions and classes that CPython finds, by name and line', async () => {
    let wanted = 0;
    const missed: string[] = [];
    let extra = 0;
    for (const { path, text, definitions } of sources) {
      const document = await open(text);
      const found = new Set(document.outline.definitions.map(({ qualifiedName, line }) => `${qualifiedName}:${line}`));
      wanted += definitions.length;
      const here = definitions.map(([name, line]) => `${name}:${line}`);
      missed.push(...here.filter((key) => !found.has(key)).map((key) => `${path} ${key}`));
      extra += found.size - here.filter((key) => found.has(key)).length;
      document.dispose();
    }
    assert.ok(sources.length >= 100, `only ${sources.length} files`);
    assert.ok(wanted > 2000, `only ${wanted} definitions`);
    assert.ok(missed.length <= wanted / 1000, `${missed.length} of ${wanted} missed: ${missed.slice(0, 5).join(', ')}`);
    assert.ok(extra <= wanted / 1000, `${extra} that CPython does not know`);
  });

  it('keeps at least 98 % of the definitions after a random break, and has all of them again after undo', async () => {
    const random = generator(7);
    let wanted = 0;
    let kept = 0;
    for (const { path, text, definitions } of sources.filter((source) => source.definitions.length > 3)) {
      const document = await open(text);
      const whole = keys(document);
      const at = random(text.length);
      const broken = BREAKS[random(BREAKS.length)] ?? '(';
      replaceAt(document, at, at, broken);
      const now = new Set(document.outline.definitions.map(({ name, line }) => `${name}:${line}`));
      kept += definitions.filter(([name, line]) => now.has(`${name.split('.').at(-1)}:${line}`)).length;
      wanted += definitions.length;
      replaceAt(document, at, at + broken.length, '');
      assert.deepEqual(keys(document), whole, `${path} after undo`);
      document.dispose();
    }
    assert.ok(kept >= wanted * 0.98, `${kept} of ${wanted} kept`);
  });
});

function keys(document: PythonDocument): string[] {
  return document.outline.definitions.map(({ qualifiedName, line, endLine }) => `${qualifiedName}:${line}-${endLine}`);
}
