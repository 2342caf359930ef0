/** Runs one rule over a piece of Python: what it finds, and the text after its change. */
import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { advise, DEFAULT_ADVICE } from '../../../src/advice/advise';
import { applyEdits, type Finding } from '../../../src/core/advice';
import { PythonParser } from '../../../src/advice/parser';
import { ruleOf } from '../../../src/advice/registry';
import type { Rule } from '../../../src/advice/rule';
import { SourceFile } from '../../../src/advice/sourceFile';
import { inRepository } from '../../support/paths';

let loading: Promise<PythonParser> | null = null;

export async function sourceFile(text: string): Promise<SourceFile> {
  loading ??= PythonParser.load(inRepository('dist'));
  return new SourceFile(text, (await loading).parse(text, null).rootNode);
}

export async function candidates(text: string, rules?: readonly Rule[]): Promise<Finding[]> {
  const faults: unknown[] = [];
  const options = { ...DEFAULT_ADVICE, showCandidates: true, onFault: (_: string, error: unknown) => void faults.push(error) };
  const found = advise(await sourceFile(text), null, options, rules);
  assert.deepEqual(faults, []);
  return found;
}

export function ruleNamed(id: string): Rule {
  const rule = ruleOf(id);
  assert.ok(rule !== null, `there is no rule ${id}`);
  return rule;
}

export interface Cases {
  /** Text and what it becomes: the syntax shows that it means the same. */
  readonly applies?: readonly (readonly [before: string, after: string])[];
  /** Text and what it becomes, to be tried only. */
  readonly tries?: readonly (readonly [before: string, after: string])[];
  /** Advice without a rewrite. */
  readonly informs?: readonly string[];
  readonly quiet: readonly string[];
}

/** Says by example what a rule does. It never fires where a parenthesis is left open around what it fires on. */
export function describeRule(id: string, { applies = [], tries = [], informs = [], quiet }: Cases): void {
  describe(`advice/${id}`, () => {
    for (const [safety, pairs] of [['apply', applies], ['tryOnly', tries]] as const) {
      for (const [before, after] of pairs) {
        it(`${safety === 'apply' ? 'rewrites' : 'offers to try'} ${JSON.stringify(before.slice(0, 60))}`, async () => {
          const [finding, ...more] = await candidates(before, [ruleNamed(id)]);
          assert.ok(finding !== undefined, 'it does not fire');
          assert.equal(more.length, 0, 'it fires more than once');
          assert.equal(applyEdits(before, finding.edits ?? []), after);
          assert.equal(finding.safety, safety, finding.reason ?? '');
          assert.equal(finding.reason === null, safety === 'apply');
        });
      }
    }
    for (const text of informs) {
      it(`informs of ${JSON.stringify(text.slice(0, 60))}`, async () => {
        const [finding] = await candidates(text, [ruleNamed(id)]);
        assert.ok(finding !== undefined, 'it does not fire');
        assert.equal(finding.edits, null);
        assert.ok(finding.reason !== null);
      });
    }
    for (const text of quiet) {
      it(`is quiet at ${JSON.stringify(text.slice(0, 60))}`, async () => {
        assert.deepEqual(await candidates(text, [ruleNamed(id)]), []);
      });
    }
    it('leaves broken code alone', async () => {
      for (const [text] of [...applies, ...tries, ...informs.map((each) => [each])]) {
        for (const broken of [`(\n${text}`, `${text.trimEnd()} = = (\n`]) {
          assert.deepEqual(await candidates(broken ?? '', [ruleNamed(id)]), [], broken);
        }
      }
    });
  });
}
