/** The shim layer: Python's own unittest, on every interpreter found. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findInterpreters } from '../lib/interpreters.mjs';
import { repositoryRoot } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';

const TIMEOUT_MS = 15 * 60_000;

/** @param {string} output @param {string} word */
function numberOf(output, word) {
  return Number(new RegExp(`^(?:OK|FAILED|NO TESTS RAN).*\\b${word}=(\\d+)`, 'm').exec(output)?.[1] ?? 0);
}

/**
 * What unittest's last lines say.
 * @param {string} output @param {number} code
 * @returns {import('../lib/testEvents.mjs').Counts}
 */
export function unittestCounts(output, code) {
  const ran = Number(/^Ran (\d+) tests? in/m.exec(output)?.[1] ?? 0);
  const skipped = numberOf(output, 'skipped');
  const failed = numberOf(output, 'failures') + numberOf(output, 'errors') + numberOf(output, 'unexpected successes');
  // Errors of setUpClass count as errors without a test that ran; a crash leaves no last line at all.
  const crashed = failed === 0 && code !== 0 && ran > 0 ? 1 : 0;
  const died = ran === 0 && !/^Ran 0 tests/m.test(output) ? 1 : 0;
  return { passed: Math.max(0, ran - skipped - failed), failed: failed + crashed + died, skipped };
}

/** The tests that failed, with their tracebacks, and nothing else. @param {string} output */
function failures(output) {
  const start = output.indexOf('='.repeat(70));
  return start >= 0 ? output.slice(start) : output.slice(-4000);
}

/** @param {import('../lib/interpreters.mjs').Interpreter} interpreter @param {import('./mochaLayer.mjs').LayerOptions} options */
async function runOn(interpreter, options) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'ember-'));
  const pattern = options.only === '' ? 'test_*.py' : `test_*${options.only}*.py`;
  const args = ['-m', 'unittest', 'discover', '-s', 'test/shim', '-p', pattern, ...(options.grep === null ? [] : ['-k', options.grep])];
  const started = Date.now();
  const { code, output } = await run(interpreter.executable, args, {
    cwd: repositoryRoot,
    env: { ...process.env, TMPDIR: temporary, PYTHONDONTWRITEBYTECODE: '1' },
    timeoutMs: TIMEOUT_MS,
  });
  rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  const counts = unittestCounts(output, code);
  const mark = counts.failed > 0 || counts.passed === 0 ? '✗' : '✓';
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const { passed, failed, skipped } = counts;
  console.log(`    ${mark} Python ${interpreter.version}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s (${interpreter.executable})`);
  if (mark === '✗') {
    console.log(failures(output).replace(/^/gm, '        '));
  }
  return counts;
}

/** @param {import('./mochaLayer.mjs').LayerOptions} options */
export async function runShim(options) {
  const all = await findInterpreters();
  const missing = options.requirePython.filter((minor) => !all.some((interpreter) => interpreter.minor === minor));
  const total = { passed: 0, failed: missing.length, skipped: 0 };
  for (const minor of missing) {
    console.log(`    ✗ Python ${minor} was asked for and is not here: install it, or name it in EMBERLINE_PYTHONS`);
  }
  if (all.length === 0) {
    console.log('    ✗ no CPython from 3.9 on was found: install python3, or name one in EMBERLINE_PYTHONS');
    return { ...total, failed: total.failed + 1 };
  }
  const queue = options.quick ? all.slice(0, 1) : all;
  console.log(`    interpreters: ${queue.map((interpreter) => interpreter.version).join(', ')}`);
  // One after the other: two profiled programs at once leave their sampling threads no core of their own.
  for (const interpreter of queue) {
    const counts = await runOn(interpreter, options);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}
