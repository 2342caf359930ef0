/** Advice in the editor: only where a run has shown that it matters, never from a line that was edited since. */
import * as assert from 'node:assert/strict';
import { adviceOn } from '../../../src/server/features/advice';
import { adviceActions, diagnosticOf } from '../../../src/server/features/diagnostics';
import { DEFAULT_OPTIONS } from '../../../src/server/options';
import { evidenceOf, lineCosts, open, replace } from './support';

const TEXT = ['def run(values):', '    return sum([x * 2 for x in values])'];
const memory = (bytes: number): ReturnType<typeof lineCosts> => lineCosts(2, 'run', { self: { allocated: bytes } });

describe('server/features/advice', () => {
  it('says what the line costs now, on the exact range', async () => {
    const document = await open(TEXT);
    const [finding] = adviceOn(document, evidenceOf(document, { lines: [memory(76e6)] }), DEFAULT_OPTIONS);
    assert.ok(finding !== undefined);
    const { message, range } = diagnosticOf(finding);
    assert.equal(message, 'This line allocates 76 MB, 38 % of the run: a list is built only to be summed.');
    assert.deepEqual(range, { start: { line: 1, character: 11 }, end: { line: 1, character: 39 } });
  });

  it('is quiet without a run, below the threshold, on an edited line, and for a rule that is never wanted', async () => {
    const document = await open(TEXT);
    const evidence = evidenceOf(document, { lines: [memory(76e6)] });
    const advice = { ...DEFAULT_OPTIONS.advice, ignoredRules: ['list-to-sum'] };
    assert.deepEqual(adviceOn(document, null, DEFAULT_OPTIONS), []);
    assert.deepEqual(adviceOn(document, evidenceOf(document, { lines: [memory(1e6)] }), DEFAULT_OPTIONS), []);
    assert.deepEqual(adviceOn(document, evidence, { ...DEFAULT_OPTIONS, advice }), []);
    replace(document, 'x * 2', 'x * 3');
    assert.deepEqual(adviceOn(document, evidence, DEFAULT_OPTIONS), []);
  });

  it('offers to apply, to ignore here and never to hear of it; the comment silences it', async () => {
    const document = await open(TEXT);
    const findings = adviceOn(document, evidenceOf(document, { lines: [memory(76e6)] }), DEFAULT_OPTIONS);
    const place = { line: 1, character: 12 };
    const titles = adviceActions(document, findings, { start: place, end: place }).map(({ title }) => title.split(/[:(]/)[0]?.trim());
    assert.deepEqual(titles, ['Apply', 'Ignore here', 'Never this rule']);
    const silenced = await open([TEXT[0] ?? '', '    # emberline: ignore[list-to-sum]', TEXT[1] ?? '']);
    const costs = lineCosts(3, 'run', { self: { allocated: 76e6 } });
    assert.deepEqual(adviceOn(silenced, evidenceOf(silenced, { lines: [costs] }), DEFAULT_OPTIONS), []);
  });
});
