/** Pieces are timed and changes tried by a real interpreter; what is measured is counted work, so that a busy machine changes nothing. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { EmberlineError } from '../../../../src/core/errors';
import { comparePieces, TIME_DEFAULTS, timePiece } from '../../../../src/run/measure/timePiece';
import { type TrialRequest, type TrialOutcome, tryChange, TRIAL_DEFAULTS } from '../../../../src/run/measure/trial';
import type { Bench } from '../../../../src/run/measure/worker';
import { inRepository } from '../../../support/paths';

const PROGRAM = `import random, sys
N = 20000
def squares(n):
    return sum([i * i for i in range(n)])
def build(n):
    found = []
    for i in range(n):
        if i not in found:
            found.append(i)
    return found
def cast(n):
    return random.random() + n
def save(n):
    with open("out.txt", "a") as f:
        f.write(str(n))
if __name__ == "__main__":
    print(squares(N), len(build(400)))
    if "save" in sys.argv:
        save(1)
    if "cast" in sys.argv:
        print(cast(1))
`;
const SLOW = 'if i not in found:';
const FAST = 'if True:';
const QUICK = { ...TIME_DEFAULTS, processes: 2, values: 2, leastNs: 1e6, budgetMs: 0 };

describe('measuring', function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;
  const cancel = new AbortController();

  before(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'emberline-measure-')));
    file = path.join(folder, 'program.py');
    writeFileSync(file, PROGRAM);
  });
  after(() => rmSync(folder, { recursive: true }));

  const bench = (signal = cancel.signal): Bench => ({
    interpreter: 'python3', interpreterArgs: [], shim: inRepository('src/shim'), cwd: folder, env: { PATH: process.env['PATH'] ?? '' }, signal,
  });

  const attempt = (edit: (text: string) => string, other: Partial<TrialRequest> = {}): Promise<TrialOutcome> =>
    tryChange(
      bench(),
      {
        change: { path: file, before: PROGRAM, after: edit(PROGRAM) },
        target: { kind: 'script', name: file, args: [] },
        scope: { kind: 'function', name: 'build', seconds: 20 },
        allow: [],
        ...TRIAL_DEFAULTS,
        leastRounds: 3,
        budgetMs: 3000,
        ...other,
      },
      () => undefined,
    );

  it('times a call in several processes and reports each', async () => {
    const steps: number[] = [];
    const timing = await timePiece(bench(), { kind: 'call', file, call: 'squares(50)', callKind: 'plain' }, QUICK, (done) => steps.push(done));
    assert.deepEqual([timing.processes, timing.values, steps], [2, 4, [1, 2]]);
    assert.ok(timing.medianNs > 500 && timing.loops > 1 && (timing.peakBytes ?? 0) > 500, JSON.stringify(timing));
  });

  it('compares two pieces, the dearer one being the dearer', async () => {
    const call = (text: string) => ({ kind: 'call', file, call: text, callKind: 'plain' }) as const;
    const found = await comparePieces(bench(), [call('build(300)'), call('build(30)')], QUICK, () => undefined);
    assert.ok(found.time.ratio < 0.5, JSON.stringify(found.time));
    assert.ok((found.peak?.after ?? 0) < (found.peak?.before ?? 0));
  });

  it('takes what lines need from a run when it is asked to', async () => {
    const piece = { kind: 'lines', file, first: 8, last: 9 } as const;
    const refused = await timePiece(bench(), piece, QUICK, () => undefined).catch((error: unknown) => error);
    assert.equal(refused instanceof EmberlineError && refused.code, 'piece-needs-values');
    const timing = await timePiece(bench(), piece, { ...QUICK, locals: { kind: 'script', name: file, args: [] } }, () => undefined);
    assert.ok(timing.medianNs > 0);
  });

  it('offers a change that gains, with the figure', async () => {
    const { verdict, facts } = await attempt((text) => text.replace(SLOW, FAST));
    assert.equal(verdict.kind, 'gain', verdict.sentence);
    assert.ok((facts.time?.ratio ?? 1) < 0.7, JSON.stringify(facts.time));
    assert.match(facts.subject, /build with the arguments of 1 of its 1 calls/u);
  });

  it('does not offer a change that gives something else, and says where it parts', async () => {
    const { verdict } = await attempt((text) => text.replace('return found', 'found[0] = 1\n    return found'));
    assert.equal(verdict.kind, 'different');
    assert.match(verdict.sentence, /call 1 returns … \[0\] 1, before 0/u);
  });

  it('runs a whole program, compares its output and measures both sides', async () => {
    const { verdict, facts } = await attempt((text) => text.replace('[i * i for i in range(n)]', 'i * i for i in range(n)'), {
      scope: { kind: 'program' },
    });
    assert.ok(facts.peak !== null && facts.peak.after < facts.peak.before / 2, JSON.stringify(facts));
    assert.match(verdict.sentence, /peak [\d.]+x less/u);
    const other = await attempt((text) => text.replace('len(build(400))', 'len(build(399))'), { scope: { kind: 'program' } });
    assert.match(other.verdict.sentence, /line 1 of the output is «\d+ 399», before «\d+ 400»/u);
  });

  it('does not run again what writes, unless it was allowed', async () => {
    const target = { kind: 'script', name: file, args: ['save'] } as const;
    const { verdict, unsafe } = await attempt((text) => text.replace(SLOW, FAST), { scope: { kind: 'program' }, target });
    assert.equal(verdict.kind, 'unsafe');
    assert.match(verdict.sentence, /writes a file \(out\.txt\), line 14/u);
    assert.deepEqual([unsafe[0]?.kind, existsSync(path.join(folder, 'out.txt'))], ['write', false]);
    const allowed = await attempt((text) => text.replace(SLOW, FAST), { scope: { kind: 'program' }, target, allow: ['write'] });
    assert.notEqual(allowed.verdict.kind, 'unsafe');
    assert.ok(existsSync(path.join(folder, 'out.txt')));
  });

  it('says of what depends on chance that it cannot be judged', async () => {
    const target = { kind: 'script', name: file, args: ['cast'] } as const;
    for (const scope of [{ kind: 'program' }, { kind: 'function', name: 'cast', seconds: 20 }] as const) {
      const { verdict } = await attempt((text) => text.replace(SLOW, FAST), { scope, target });
      assert.equal(verdict.kind, 'unrepeatable', verdict.sentence);
    }
  });

  it('can be cancelled at once, and leaves no files', async () => {
    const controller = new AbortController();
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('emberline-')).length;
    const endless = timePiece(bench(controller.signal), { kind: 'call', file, call: 'sum(iter(int, 1))', callKind: 'plain' }, QUICK, () => undefined);
    setTimeout(() => controller.abort(), 300);
    const error: unknown = await endless.catch((reason: unknown) => reason);
    assert.equal(error instanceof EmberlineError && error.code, 'measuring-cancelled');
    assert.ok(readdirSync(tmpdir()).filter((name) => name.startsWith('emberline-')).length <= before);
  });
});
