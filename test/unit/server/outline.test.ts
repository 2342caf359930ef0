/** The outline of a file, read whole and while it is being broken. */
import * as assert from 'node:assert/strict';
import { open, replace } from './support';

const FILE = [
  '"""A module."""', // 1
  'import functools', // 2
  '', // 3
  '@functools.lru_cache(maxsize=None)', // 4
  '@other', // 5
  'async def load(path, *parts: str, **more) -> None:', // 6
  '    def inner():', // 7
  '        return path', // 8
  '    return inner()', // 9
  '', // 10
  'class Cache(dict, metaclass=Meta):', // 11
  '    if True:', // 12
  '        def get(self): return 1', // 13
  '    class Entry: pass', // 14
  '', // 15
  'def naïve(): pass', // 16
  '', // 17
  'if __name__ == "__main__":', // 18
  '    load()', // 19
];

describe('server/outline', () => {
  it('finds functions and classes however they are written, named as Python names them', async () => {
    const { outline } = await open(FILE);
    const found = outline.definitions.map(({ qualifiedName, firstLine, line, endLine }) => [qualifiedName, firstLine, line, endLine]);
    assert.deepEqual(found, [
      ['load', 4, 6, 9],
      ['load.<locals>.inner', 7, 7, 8],
      ['Cache', 11, 11, 14],
      ['Cache.get', 13, 13, 13],
      ['Cache.Entry', 14, 14, 14],
      ['naïve', 16, 16, 16],
    ]);
    const [load, , cache] = outline.definitions;
    assert.deepEqual(load?.decorators, ['functools.lru_cache', 'other']);
    assert.equal(load?.isAsync, true);
    assert.deepEqual(cache?.bases, ['dict']);
  });

  it('finds the main guard in each way of writing it, and not in a string', async () => {
    assert.equal((await open(FILE)).outline.mainGuard, 18);
    assert.equal((await open("x = 1\nif __name__=='__main__': pass\n")).outline.mainGuard, 2);
    assert.equal((await open("\nif '__main__' == __name__:\n    pass\n")).outline.mainGuard, 2);
    assert.equal((await open('"""\nif __name__ == "__main__":\n"""\n')).outline.mainGuard, null);
    assert.equal((await open('def f():\n    if __name__ == "__main__": pass\n')).outline.mainGuard, null);
  });

  it('tells a script from a module that only defines things', async () => {
    const scripts = ['print(1)\n', 'def f(): pass\nf()\n', 'def f(): pass\nresult = f()\n', 'for x in y: pass\n', 'x = sorted(y)\n', 'try:\n  f()\nexcept E: pass\n'];
    const modules = [
      '"""Doc."""\n',
      '',
      'import a\n\nLIMIT = 3\nlog = logging.getLogger(__name__)\ndef f(): pass\n',
      'try:\n    import a\nexcept ImportError:\n    a = None\nclass B: pass\n',
      'if TYPE_CHECKING:\n    from a import b\ndef f(): pass\n__all__ += ["f"]\n',
    ];
    for (const text of scripts) {
      assert.equal((await open(text)).outline.isScript, true, text);
    }
    for (const text of modules) {
      assert.equal((await open(text)).outline.isScript, false, text);
    }
  });

  it('counts columns in UTF-16 units and lines as the editor does', async () => {
    const { outline } = await open('x = "🔥🔥"\r\nif x:\r\n    "🔥"; y = 1\r\n    def f(): pass\r\n');
    assert.deepEqual(outline.definitions.map(({ line, column }) => [line, column]), [[4, 4]]);
  });

  it('keeps definitions and the main guard in sight while the text is broken, and lets go of deleted ones', async () => {
    const document = await open(FILE);
    const names = (): string[] => document.outline.definitions.map(({ qualifiedName }) => qualifiedName);
    const whole = names();
    replace(document, '"""A module."""', '"""A module.');
    assert.deepEqual(names(), whole);
    assert.equal(document.outline.mainGuard, 18);
    replace(document, 'import functools\n', 'import functools\n\n\n');
    assert.equal(document.outline.definitions.at(-1)?.line, 18);
    replace(document, 'def naïve(): pass\n', '');
    assert.deepEqual(names(), whole.slice(0, -1));
    replace(document, '"""A module.', '"""A module."""');
    assert.deepEqual(names(), whole.slice(0, -1));
    assert.equal(document.outline.definitions.find(({ name }) => name === 'Cache')?.line, 13);
  });

  it('follows a rename and a new function while the text is broken', async () => {
    const document = await open(FILE);
    replace(document, 'return 1', 'return 1)');
    replace(document, 'naïve', 'plain');
    replace(document, 'if __name__', 'def late():\n    pass\n\nif __name__');
    const names = document.outline.definitions.map(({ name }) => name);
    assert.ok(names.includes('plain') && names.includes('late') && !names.includes('naïve'), names.join(' '));
  });
});
