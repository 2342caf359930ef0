/** What lines show: the plan from costs, its figures, and where it stands in an edited text. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FileCosts, LineCosts, ReferenceChange, Weights } from '../../../src/core/fileCosts';
import { LineMap } from '../../../src/core/lineMap';
import { figureGaps, layOutFigures, visualLength } from '../../../src/extension/editor/figures';
import { followLine } from '../../../src/extension/editor/followLine';
import { MOST_LINES, planLines, type PlanOptions } from '../../../src/extension/editor/linePlan';
import { placeLines, utf16Column } from '../../../src/extension/editor/placement';

const OPTIONS: PlanOptions = { metric: 'wall', threshold: 0.01, showMemory: true, showReferences: true };
const NO_LIBRARY: ReadonlyMap<number, number> = new Map();

function line(number: number, self: Weights, expressions: LineCosts['expressions'] = []): LineCosts {
  return { line: number, function: 'main', self, total: self, samples: 1, expressions, nativeShare: null };
}

function costs(lines: readonly LineCosts[], references: readonly ReferenceChange[] = []): FileCosts {
  const runTotal = { wall: 1e9, allocated: 100e6, held: 50e6 };
  return { path: '/w/main.py', origin: 'workspace', sha256: null, runTotal, lines, functions: [], references };
}

const partsOf = (file: FileCosts, options = OPTIONS, library = NO_LIBRARY): unknown =>
  planLines(file, library, options).map(({ line: at, level, parts }) => [at, level, ...parts]);

describe('linePlan', () => {
  it('shows nothing below the threshold', () => {
    assert.deepEqual(partsOf(costs([line(1, { wall: 9e6 }), line(2, { wall: 400e6 })])), [[2, 5, '40 % · 400 ms', '', '']]);
  });

  it('charges a line with the library code that it called, and says so when that is most of it', () => {
    const file = costs([line(1, { wall: 0 }), line(2, { wall: 300e6 })]);
    const library = new Map([[1, 200e6], [2, 100e6]]);
    assert.deepEqual(partsOf(file, OPTIONS, library), [
      [1, 4, '20 % · 200 ms in library code', '', ''],
      [2, 5, '40 % · 400 ms', '', ''],
    ]);
  });

  it('shows memory in its own part, without a fill of its own', () => {
    const file = costs([line(3, { wall: 0, allocated: 96e6, held: 12e6 })]);
    assert.deepEqual(partsOf(file), [[3, 0, '', '↑ 96 MB · held 12 MB', '']]);
    assert.deepEqual(partsOf(file, { ...OPTIONS, showMemory: false }), []);
  });

  it('gives the fill to the chosen metric and keeps the other one’s figure', () => {
    const file = costs([line(3, { wall: 500e6, allocated: 96e6 })]);
    const [plan] = planLines(file, NO_LIBRARY, { ...OPTIONS, metric: 'allocated' });
    assert.deepEqual([plan?.channel, plan?.level, plan?.parts], ['memory', 5, ['50 % · 500 ms', '↑ 96 MB', '']]);
  });

  it('says nothing of what was not measured', () => {
    const file = { ...costs([line(1, { wall: 500e6 })]), runTotal: { wall: 1e9 } };
    assert.deepEqual(partsOf(file), [[1, 5, '50 % · 500 ms', '', '']]);
    assert.deepEqual(partsOf(file, { ...OPTIONS, metric: 'allocated' }), [[1, 0, '50 % · 500 ms', '', '']]);
  });

  it('keeps to the hottest lines', () => {
    const many = Array.from({ length: 60 }, (_, index) => line(index + 1, { wall: 1e7 + index }));
    const hot = planLines(costs(many), NO_LIBRARY, OPTIONS);
    assert.equal(hot.length, MOST_LINES);
    assert.equal(hot[0]?.line, 21);
  });

  it('shows what a line did to a watched count, on lines without heat too', () => {
    const change = { line: 4, name: 'cache', before: 2, after: 3, times: 1 };
    assert.deepEqual(partsOf(costs([], [change])), [[4, 0, '', '', 'refs 2 → 3']]);
  });

  it('underlines an expression by its share of the line', () => {
    type Part = LineCosts['expressions'][number];
    const part = (column: number, wall: number): Part => ({ line: 1, endLine: 1, column, endColumn: column + 2, self: { wall } });
    const parts = [part(0, 80e6), part(4, 50e6), part(8, 30e6), part(12, 1e6)];
    const [plan] = planLines(costs([line(1, { wall: 100e6 }, parts)]), NO_LIBRARY, OPTIONS);
    assert.deepEqual(plan?.expressions.map(({ column, strength }) => [column, strength]), [[0, 3], [4, 2], [8, 1]]);
  });
});

describe('figures', () => {
  const plan = (at: number, time: string, memory = '', references = ''): Parameters<typeof layOutFigures>[0][number] => ({
    line: at, channel: 'heat', level: 1, parts: [time, memory, references], expressions: [],
  });
  const texts = (...plans: Parameters<typeof layOutFigures>[0]): string[] => [...layOutFigures(plans).values()].map((text) => text.replaceAll('\u00a0', ' '));

  it('puts digits below each other', () => {
    assert.deepEqual(texts(plan(1, '38 % · 1.21 s', '↑ 96 MB', 'refs 2 → 3'), plan(2, '4 % · 110 ms'), plan(3, '', '↑ 1 MB')), [
      '38 % · 1.21 s   ↑ 96 MB   refs 2 → 3',
      ' 4 % · 110 ms',
      '                ↑ 1 MB',
    ]);
  });

  it('begins them at one column, but for lines that are too long', () => {
    assert.deepEqual(figureGaps([10, 40, 80]), [33, 3, 3]);
    assert.equal(visualLength('\ta', 4), 5);
    assert.equal(visualLength('x = "漢"', 4), 8);
  });
});

describe('placement', () => {
  const recorded = ['a', 'b = f(x)', 'c'];
  const call = { line: 2, endLine: 2, column: 4, endColumn: 8, self: { wall: 500e6 } };
  const plans = planLines(costs([line(2, { wall: 500e6 }, [call])]), NO_LIBRARY, OPTIONS);
  const place = (map: LineMap, lines: readonly string[]): ReturnType<typeof placeLines> =>
    placeLines(plans, map, { tabSize: 4, lineText: (at) => lines[at - 1] ?? '' });

  it('follows lines that moved', () => {
    const map = new LineMap(recorded);
    map.apply({ startLine: 1, startCharacter: 0, endLine: 1, endCharacter: 0, text: 'new\n' });
    const [placed] = place(map, ['new', ...recorded]);
    assert.deepEqual([placed?.line, placed?.level, placed?.expressions[0]?.column], [3, 5, 4]);
  });

  it('underlines no expression that is all of its line', () => {
    const all = { line: 2, endLine: 2, column: 0, endColumn: 8, self: { wall: 500e6 } };
    const [placed] = placeLines(planLines(costs([line(2, { wall: 500e6 }, [all, call])]), NO_LIBRARY, OPTIONS), new LineMap(recorded), {
      tabSize: 4,
      lineText: (at) => recorded[at - 1] ?? '',
    });
    assert.deepEqual(placed?.expressions.map(({ column }) => column), [4]);
  });

  it('takes the fill and the underline from an edited line, and says so', () => {
    const map = new LineMap(recorded);
    map.apply({ startLine: 2, startCharacter: 0, endLine: 2, endCharacter: 0, text: 'x' });
    const [placed] = place(map, ['a', 'xb = f(x)', 'c']);
    assert.deepEqual([placed?.stale, placed?.level, placed?.expressions], [true, 0, []]);
    assert.equal(placed?.figure.replaceAll('\u00a0', ' '), '50 % · 500 ms before the edit');
  });

  it('drops a line that is gone', () => {
    const map = new LineMap(recorded);
    map.apply({ startLine: 2, startCharacter: 0, endLine: 3, endCharacter: 0, text: '' });
    assert.deepEqual(place(map, ['a', 'c']), []);
  });

  it('reads columns as bytes', () => {
    assert.equal(utf16Column('é = "😀" + f()', 14), 11);
    assert.equal(utf16Column('ab', 9), 2);
  });
});

describe('followLine', () => {
  const edit = (startLine: number, startCharacter: number, endLine: number, addedLines: number): Parameters<typeof followLine>[1] => ({
    startLine, startCharacter, endLine, addedLines,
  });
  it('moves with text above it', () => {
    assert.equal(followLine(5, edit(2, 3, 2, 2)), 7);
    assert.equal(followLine(5, edit(1, 0, 3, 0)), 3);
    assert.equal(followLine(5, edit(5, 0, 5, 1)), 6);
  });
  it('stays with edits below and within it', () => {
    assert.equal(followLine(5, edit(6, 0, 6, 3)), 5);
    assert.equal(followLine(5, edit(5, 4, 5, 1)), 5);
  });
  it('goes with a line that is removed', () => {
    assert.equal(followLine(5, edit(5, 0, 6, 0)), null);
    assert.equal(followLine(5, edit(4, 2, 6, 0)), null);
  });
});
