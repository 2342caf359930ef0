/** Every rule fires on its example; where Python alone can run it, the changed program prints what the first one printed. */
import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'mocha';
import { RULES } from '../../../src/advice/registry';
import { applyEdits } from '../../../src/core/advice';
import { inRepository } from '../../support/paths';
import { candidates, ruleNamed } from './support';

const FOLDER = inRepository('test/fixtures/advice');
const FOREIGN = ['numpy', 'pandas', 'compiled'];
/** Reads pairs of programs, runs each in a module of its own, and answers what they printed. */
const RUNNER = `
import contextlib, io, json, sys
def run(text):
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(text, '<example>', 'exec'), {'__name__': '__main__'})
    except BaseException as error:
        return 'raised %r' % error
    return out.getvalue()
pairs = json.load(open(sys.argv[2]))
print(json.dumps({name: [run(before), run(after)] for name, (before, after) in pairs.items()}))
`;

const example = (id: string): string => readFileSync(path.join(FOLDER, `${id}.py`), 'utf8');

async function rewritten(id: string): Promise<string | null> {
  const text = example(id);
  const [finding] = await candidates(text, [ruleNamed(id)]);
  assert.ok(finding !== undefined, `${id} does not fire on its example`);
  return finding.edits === null ? null : applyEdits(text, finding.edits);
}

describe('advice on examples', () => {
  it('has an example for each rule, and at least 40 rules', () => {
    const names = readdirSync(FOLDER).map((file) => file.replace(/\.py$/, ''));
    assert.deepEqual(names.sort(), RULES.map(({ id }) => id).sort());
    assert.ok(RULES.length >= 40);
  });

  it('leaves every example alone while it is broken where the advice would be', async () => {
    for (const { id } of RULES) {
      const text = example(id);
      const [finding] = await candidates(text, [ruleNamed(id)]);
      const broken = `${text.slice(0, finding?.start)}(( = ${text.slice(finding?.start)}`;
      assert.deepEqual(await candidates(broken, [ruleNamed(id)]), [], id);
    }
  });

  for (const { id } of RULES) {
    it(`${id} changes its example into sound Python`, async () => {
      const after = await rewritten(id);
      assert.notEqual(after, example(id));
      if (after === null) return;
      const script = 'import ast, sys; ast.parse(sys.stdin.read())';
      execFileSync('python3', ['-c', script], { input: after });
    });
  }

  it('keeps what the examples print', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'ember-'));
    const pairs: Record<string, readonly [string, string]> = {};
    for (const { id } of RULES.filter((rule) => !FOREIGN.includes(rule.family))) {
      const after = await rewritten(id);
      if (after !== null) pairs[id] = [example(id), after];
    }
    const file = path.join(folder, 'pairs.json');
    writeFileSync(file, JSON.stringify(pairs));
    const output = execFileSync('python3', ['-c', RUNNER, path.join(FOLDER, 'list-to-sum.py'), file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    for (const [id, [before, after]] of Object.entries(JSON.parse(output) as Record<string, [string, string]>)) {
      assert.ok(!before.startsWith('raised'), `${id}: ${before}`);
      assert.equal(after, before, id);
    }
  }).timeout(60_000);
});
