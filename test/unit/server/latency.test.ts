/** What a keystroke costs in a file of 5,000 lines: following the edit, and answering what an editor asks after it. */
import * as assert from 'node:assert/strict';
import { codeActions } from '../../../src/server/features/codeActions';
import { codeLenses } from '../../../src/server/features/codeLens';
import { DEFAULT_OPTIONS } from '../../../src/server/options';
import { evidenceOf, functionCosts, lineCosts, open, replaceAt } from './support';

const KEYSTROKES = 60;

/** 500 functions of ten lines in classes of ten methods. */
function program(): string {
  const classes = Array.from({ length: 50 }, (_, index) => [
    `class Store${index}:`,
    ...Array.from({ length: 10 }, (_, method) => [
      `    def method_${method}(self, values, *, limit=${method}):`,
      '        """Adds what is below the limit."""',
      '        total = 0',
      '        for index, value in enumerate(values):',
      '            if value < limit and value not in self.cache:',
      '                self.cache[value] = [index, value * 2, (value, "text")]',
      '                total += value',
      '        print(f"{total} of {len(values)}: {self.cache!r}")',
      '        return total',
      '',
    ]).flat(),
  ]);
  return classes.flat().join('\n');
}

async function medianKeystroke(ask: boolean): Promise<number> {
  const document = await open(program());
  const functions = document.outline.definitions.filter(({ kind }) => kind === 'function').slice(0, 100);
  const evidence = evidenceOf(document, {
    lines: functions.map(({ line, qualifiedName }) => lineCosts(line + 4, qualifiedName, { self: { wall: 2e7 } })),
    functions: functions.map(({ line, qualifiedName }) => functionCosts(qualifiedName, line, { self: { wall: 2e7 } })),
  });
  const at = document.text.indexOf('total += value', document.text.length / 2);
  const times: number[] = [];
  for (let key = 0; key < KEYSTROKES; key++) {
    const before = process.cpuUsage();
    replaceAt(document, at, at, key % 20 === 10 ? '(' : 'x');
    if (ask) {
      codeLenses(document, evidence, DEFAULT_OPTIONS);
      const place = { line: 2500, character: 10 };
      codeActions(document, evidence, DEFAULT_OPTIONS, { range: { start: place, end: place }, context: { diagnostics: [] } });
    } else {
      void document.root;
    }
    const used = process.cpuUsage(before);
    times.push((used.user + used.system) / 1000);
  }
  document.dispose();
  return times.sort((one, other) => one - other)[KEYSTROKES / 2] ?? Infinity;
}

describe('server latency', () => {
  it('follows and parses a keystroke within 10 ms', async () => {
    const median = await medianKeystroke(false);
    assert.ok(median < 10, `${median} ms of CPU`);
  });

  it('answers lenses and actions anew after each keystroke within 10 ms', async () => {
    const median = await medianKeystroke(true);
    assert.ok(median < 10, `${median} ms of CPU`);
  });
});
