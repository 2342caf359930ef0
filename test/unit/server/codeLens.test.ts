/** Which lenses a file shows, where, and in which words. */
import * as assert from 'node:assert/strict';
import { Evidence, type FileEvidence } from '../../../src/server/evidence';
import { codeLenses } from '../../../src/server/features/codeLens';
import { DEFAULT_OPTIONS } from '../../../src/server/options';
import type { PythonDocument } from '../../../src/server/pythonDocument';
import { recoverSource } from '../../../src/server/recoverSource';
import { sha256 } from '../../../src/server/sourceVersions';
import { costsChanged, evidenceOf, fileCosts, functionCosts, open, replace, URI } from './support';

const SCRIPT = ['def hot():', '    return 1', '', 'def cold():', '    return 2', '', 'if __name__ == "__main__":', '    hot()'];
const COSTS = {
  functions: [
    functionCosts('hot', 1, { self: { wall: 0.76e9, allocated: 96e6 } }),
    functionCosts('cold', 4, { self: { wall: 1e6 } }),
  ],
};

/** `line title → command args`, the document's URI left out. */
function shown(document: PythonDocument, evidence: FileEvidence | null, options = DEFAULT_OPTIONS): string[] {
  return codeLenses(document, evidence, options).map(({ range, command }) => {
    const args: unknown[] = (command?.arguments ?? []).filter((argument: unknown) => argument !== document.uri);
    return [range.start.line + 1, command?.title, '→', command?.command.replace('emberline.', ''), ...args].join(' ');
  });
}

describe('server/features/codeLens', () => {
  it('offers to profile a script at its main guard, else at its top, and leaves modules alone', async () => {
    assert.deepEqual(shown(await open(SCRIPT), null), ['7 ▷ Profile → profileFile']);
    assert.deepEqual(shown(await open('import a\nprint(a)\n'), null), ['1 ▷ Profile → profileFile']);
    assert.deepEqual(shown(await open('def f(): pass\n'), null), []);
    assert.deepEqual(shown(await open(''), null), []);
  });

  it('says what the run found on the hot functions only, in the chosen metric', async () => {
    const document = await open(SCRIPT);
    assert.deepEqual(shown(document, evidenceOf(document, COSTS)), [
      '7 ▷ Profile · 2 s → profileFile',
      '1 ▷ Profile · 38 % · 760 ms self → profileFunction hot',
    ]);
    assert.deepEqual(shown(document, evidenceOf(document, COSTS, { metric: 'allocated' })), [
      '7 ▷ Profile · 200 MB → profileFile',
      '1 ▷ Profile · 48 % · 96 MB self → profileFunction hot',
    ]);
  });

  it('says that a figure is from before the edit, until undo', async () => {
    const document = await open(SCRIPT);
    const evidence = evidenceOf(document, COSTS);
    replace(document, 'return 1', 'return 10');
    assert.equal(shown(document, evidence)[1], '1 ▷ Profile · 38 % before the edit → profileFunction hot');
    replace(document, 'return 10', 'return 1');
    assert.equal(shown(document, evidence)[1], '1 ▷ Profile · 38 % · 760 ms self → profileFunction hot');
  });

  it('offers to profile again, once, when the file is not the one that ran', async () => {
    const document = await open(SCRIPT);
    const digest = sha256('other');
    await recoverSource(document, digest);
    const evidence = new Evidence();
    evidence.replace(costsChanged({ [URI]: fileCosts('other', COSTS) }));
    assert.deepEqual(shown(document, evidence.of(document)), [
      '7 ▷ Profile again · the file changed since the run → profileAgain',
      '1 ▷ Profile · 38 % before the edit → profileFunction hot',
    ]);
  });

  it('offers tests with their ids, with the whole time of those that the run saw', async () => {
    const text = 'import unittest\nclass A(unittest.TestCase):\n    def test_x(self): pass\n    def test_y(self): pass\n';
    const document = await open(text, 'file:///p/test_a.py');
    const evidence = evidenceOf(document, { functions: [functionCosts('A.test_x', 3, { self: { wall: 1e9 }, total: { wall: 1.5e9 } })] });
    assert.deepEqual(shown(document, evidence), [
      '2 ▷ Profile tests → profileTest A pytest',
      '3 ▷ Profile test · 75 % · 1.50 s → profileTest A::test_x pytest',
      '4 ▷ Profile test → profileTest A::test_y pytest',
    ]);
    const unittest = { ...DEFAULT_OPTIONS, testRunner: 'unittest' } as const;
    assert.equal(shown(document, null, unittest)[1], '3 ▷ Profile test → profileTest A.test_x unittest');
  });

  it('shows as much as the user asked for', async () => {
    const document = await open(['def f():', '    def g(): pass', '', 'class A:', '    def h(self): pass', '', 'f()', 'def test_t(): pass']);
    const lens = (codeLens: Partial<typeof DEFAULT_OPTIONS.codeLens>): string[] =>
      shown(document, null, { ...DEFAULT_OPTIONS, codeLens: { ...DEFAULT_OPTIONS.codeLens, ...codeLens } });
    assert.deepEqual(lens({ enabled: false }), []);
    assert.deepEqual(lens({ tests: false }), ['1 ▷ Profile → profileFile']);
    assert.deepEqual(lens({ functions: true }), [
      '1 ▷ Profile → profileFile',
      '8 ▷ Profile test → profileTest test_t pytest',
      '1 ▷ Profile → profileFunction f',
      '5 ▷ Profile → profileFunction A.h',
    ]);
  });

  it('never shows more than eight hot functions', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `f${index}`);
    const document = await open(names.map((name) => `def ${name}(): pass`));
    const functions = names.map((name, index) => functionCosts(name, index + 1, { self: { wall: (index + 1) * 9e6 } }));
    const lenses = shown(document, evidenceOf(document, { functions }));
    assert.equal(lenses.length, 8);
    assert.match(lenses.at(-1) ?? '', /f19$/);
  });
});
