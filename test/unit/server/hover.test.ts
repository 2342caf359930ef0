/** The hover: its table row by row, its notes and its links. */
import * as assert from 'node:assert/strict';
import type { MarkupContent } from 'vscode-languageserver';
import type { FileEvidence } from '../../../src/server/evidence';
import { hover } from '../../../src/server/features/hover';
import { DEFAULT_OPTIONS } from '../../../src/server/options';
import type { PythonDocument } from '../../../src/server/pythonDocument';
import { evidenceOf, functionCosts, lineCosts, open, placeOf, replace } from './support';

const PROGRAM = ['def work(data, n):', '    é = sum(data) | n * sum(data)', '    return é', '', 'def main():', '    work([1], 2)', 'main()'];
const EXPRESSION = { line: 2, endLine: 2, column: 21, endColumn: 34 };
const COSTS = {
  lines: [
    lineCosts(2, 'work', {
      self: { wall: 0.76e9, allocated: 96e6, held: 12e6 },
      total: { wall: 1.2e9, allocated: 96e6, held: 12e6 },
      samples: 1200,
      nativeShare: 0.62,
      expressions: [{ ...EXPRESSION, self: { wall: 0.5e9 } }],
    }),
    lineCosts(3, 'work', { self: { wall: 1e6 } }),
  ],
  functions: [
    functionCosts('work', 1, {
      self: { wall: 0.8e9 },
      total: { wall: 1.3e9 },
      samples: 1300,
      callers: ['main', 'a', 'b', 'c'].map((name, index) => ({
        function: name,
        file: '/project/main.py',
        line: 6 + index,
        total: { wall: (1 - index * 0.2) * 1e9 },
      })),
    }),
  ],
  runTotal: { wall: 2e9, allocated: 200e6, held: 12e6 },
};

function textAt(document: PythonDocument, evidence: FileEvidence | null, word: string): string | null {
  const { line, character } = placeOf(document, word);
  const found = hover(document, evidence, DEFAULT_OPTIONS, { line: line - 1, character });
  return found === null ? null : (found.contents as MarkupContent).value;
}

describe('server/features/hover', () => {
  it('tells a line: every metric with its share and doubt, its hottest part, its callers and how it was measured', async () => {
    const document = await open(PROGRAM);
    const text = textAt(document, evidenceOf(document, COSTS), 'sum') ?? '';
    const [table, actions] = text.split('\n\n');
    assert.deepEqual(table?.split('\n'), [
      '| `work` line 2 | self | total |',
      '|:--|--:|--:|',
      '| Time | 760 ms · 38 % | 1.20 s · 60 % |',
      '|  | ± 1.1 points | ± 1.1 points |',
      '| Allocated | 96 MB · 48 % | 96 MB · 48 % |',
      '| Held at exit | 12 MB · 100 % | 12 MB · 100 % |',
      '| Samples |  | 1,200 of 2,000 |',
      '| In C code | 62 % of self |  |',
      '| Hottest part `n * sum(data)` | 500 ms · 25 % |  |',
      '| From `main` line 6 |  | 1 s · 50 % |',
      '| From `a` line 7 |  | 800 ms · 40 % |',
      '| From `b` line 8 |  | 600 ms · 30 % |',
      '| Engine native | a sample each 1 ms |  |',
    ]);
    assert.equal((actions?.match(/\]\(command:/g) ?? []).length, 2);
  });

  it('tells a whole function at its header', async () => {
    const document = await open(PROGRAM);
    const text = textAt(document, evidenceOf(document, COSTS), 'work') ?? '';
    assert.match(text, /^\| `work` whole function \| self \| total \|\n/);
    assert.match(text, /\| Time \| 800 ms · 40 % \| 1\.30 s · 65 % \|/);
  });

  it('offers three actions at most, whose arguments are JSON and whose line is the recorded one', async () => {
    const document = await open(PROGRAM);
    const evidence = evidenceOf(document, COSTS);
    replace(document, 'def work', '# moved\ndef work');
    const links = [...(textAt(document, evidence, 'é =') ?? '').matchAll(/\[([^\]]+)\]\(command:([^?]+)\?([^)]*)\)/g)];
    const decoded = links.map(([, title, command, query]) => [title, command, JSON.parse(decodeURIComponent(query ?? '')) as unknown]);
    assert.deepEqual(decoded, [
      ['Show in flame graph', 'emberline.showInFlameGraph', [document.uri, 2]],
      ['Who calls this', 'emberline.showCallers', [document.uri, 2]],
      ['Watch references', 'emberline.watchReferences', [document.uri, 'é', 3]],
    ]);
  });

  it('says that an edited line was measured before the edit, and leaves out what its columns no longer show', async () => {
    const document = await open(PROGRAM);
    const evidence = evidenceOf(document, COSTS);
    replace(document, '| n', '| 7');
    const text = textAt(document, evidence, 'é =') ?? '';
    assert.match(text, /^\*The line was edited since the run: these figures are from before the edit\.\*\n\n\|/);
    assert.doesNotMatch(text, /Hottest/);
  });

  it('says nothing of a line below the threshold, nor without a run', async () => {
    const document = await open(PROGRAM);
    assert.equal(textAt(document, evidenceOf(document, COSTS), 'return'), null);
    assert.equal(textAt(document, evidenceOf(document, COSTS), 'main()\n'), null);
    assert.equal(textAt(document, null, 'sum'), null);
  });

  it('keeps a table a table whatever the code holds', async () => {
    const document = await open(['x = f(a | b, "`tick`")', '']);
    const expressions = [{ line: 1, endLine: 1, column: 4, endColumn: 22, self: { wall: 1e9 } }];
    const text = textAt(document, evidenceOf(document, { lines: [lineCosts(1, '<module>', { self: { wall: 1e9 }, expressions })] }), 'x') ?? '';
    assert.match(text, /\| Hottest part `` f\(a \\\| b, "`tick`"\) `` \| 1 s · 50 % \| {2}\|/);
  });

  it('names the chosen range instead of the exit', async () => {
    const document = await open(PROGRAM);
    const text = textAt(document, evidenceOf(document, COSTS, { range: { from: 0.25e9, to: 1e9 } }), 'sum') ?? '';
    assert.match(text, /Held at the end of the range/);
    assert.match(text, /\| Engine native \| a sample each 1 ms \| 0\.250 s to 1\.000 s \|/);
  });
});
