/** The name under the cursor and where Python binds it. */
import * as assert from 'node:assert/strict';
import type { NameAt } from '../../../src/protocol/lsp';
import { nameAt } from '../../../src/server/names';
import { open, placeOf } from './support';

async function at(text: string, word: string, nth = 1, offset = 0): Promise<NameAt | null> {
  const document = await open(text);
  const { line, character } = placeOf(document, word, nth);
  return nameAt(document, line, character + offset);
}

const CLASS = `
import json as codec
LIMIT = 3
class Store:
    size = 0
    def __init__(self, path):
        self.cache = {}
        self.path = path
    def add(self, key, *rest, flag=LIMIT):
        item = codec.loads(key)
        for index, (left, right) in enumerate(rest):
            self.cache[left] = right
        def inner():
            nonlocal item
            item = None
            return LIMIT
        return [item for item in rest if (seen := item)], seen
`;

describe('server/names', () => {
  it('finds where a name is bound by the rules of Python scopes', async () => {
    const bound: [string, number, string, number, string | null][] = [
      ['key)\n', 1, 'key', 9, 'Store.add'],
      ['rest):', 1, 'rest', 9, 'Store.add'],
      ['LIMIT):', 1, 'LIMIT', 3, null],
      ['LIMIT\n', 1, 'LIMIT', 3, null],
      ['codec.loads', 1, 'codec', 2, null],
      ['right\n', 1, 'right', 11, 'Store.add'],
      ['left]', 1, 'left', 11, 'Store.add'],
      ['item = None', 1, 'item', 15, 'Store.add.<locals>.inner'],
      ['item for', 1, 'item', 17, 'Store.add'],
      ['seen\n', 1, 'seen', 17, 'Store.add'],
      ['path\n', 1, 'path', 6, 'Store.__init__'],
      ['size', 1, 'size', 5, null],
    ];
    for (const [word, nth, name, line, owner] of bound) {
      assert.deepEqual(await at(CLASS, word, nth), { name, line, function: owner }, word);
    }
  });

  it('takes a dotted path up to the cursor, and finds its assignment in the class', async () => {
    assert.deepEqual(await at(CLASS, 'cache[left]'), { name: 'self.cache', line: 7, function: 'Store.__init__' });
    assert.deepEqual(await at('a.b.c.d = 1\nprint(a.b.c.d)\n', '.c.d)', 1, 1), { name: 'a.b.c', line: 2, function: null });
    assert.deepEqual(await at('a.b.c.d = 1\nprint(a.b.c.d)\n', '.d)', 1, 1), { name: 'a.b.c.d', line: 1, function: null });
  });

  it('is on a name when the cursor is right behind it', async () => {
    assert.equal((await at('x = 1\nvalue = x\n', 'value', 1, 5))?.name, 'value');
  });

  it('takes the nearest binding above, else the first', async () => {
    const text = 'x = 1\nx = 2\nprint(x)\nx = 3\n';
    assert.equal((await at(text, 'x)'))?.line, 2);
    assert.equal((await at('def f():\n    print(y)\n    y = 1\n', 'y)'))?.line, 3);
  });

  it('knows imports, with, except, match, walrus, global, lambda and defaults', async () => {
    const cases: [string, string, number][] = [
      ['from a import b, c as d\nd\n', 'd\n', 1],
      ['import a.b\na\n', 'a\n', 1],
      ['with o() as (f, g):\n    g\n', 'g\n', 1],
      ['try: pass\nexcept E as e:\n    e\n', 'e\n', 2],
      ['match x:\n    case [p, *q]:\n        q\n', 'q\n', 2],
      ['if (n := 3):\n    n\n', 'n\n', 1],
      ['v = 1\ndef f():\n    global v\n    v = 2\n    v\n', 'v\n', 4],
      ['u = 1\ndef f():\n    g = lambda u: u\n', 'u\n', 3],
      ['w = 1\ndef f(w=w):\n    pass\n', 'w)', 1],
    ];
    for (const [text, word, line] of cases) {
      const nth = text.split(word).length - 1;
      assert.equal((await at(text, word, nth))?.line, line, text);
    }
  });

  it('says nothing where there is no name of a value', async () => {
    assert.equal(await at('print("name")\n', 'name'), null);
    assert.equal(await at('x = 1  # name\n', 'name'), null);
    assert.equal(await at('f(key=1)\n', 'key'), null);
    assert.equal(await at('f().attribute\n', 'attribute'), null);
    assert.equal(await at('if x: pass\n', 'if'), null);
    assert.equal(await at('\n\n', '\n'), null);
  });

  it('stays right while the file has a syntax error', async () => {
    const found = await at('def f(a):\n    b = a\n    print(b)\n\nx = (\n\ndef g(: pass\n', 'b)');
    assert.deepEqual(found, { name: 'b', line: 2, function: 'f' });
  });
});
