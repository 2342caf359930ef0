/** What the three mocha layers share: bundling, the events file, and judging how it ended. */
import path from 'node:path';
import { bundle, bundleOf, testFiles } from '../lib/bundleTests.mjs';
import { repositoryRoot } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
import { runFolder } from '../lib/runFolder.mjs';
import { EventFollower } from '../lib/testEvents.mjs';

/** @typedef {{ only: string, grep: string | null, requirePython: string[], quick: boolean }} LayerOptions */
/** @typedef {import('../lib/testEvents.mjs').Counts} Counts */

/**
 * Bundles a layer's tests and has them run; `execute` gets the environment that the runner reads and resolves with an exit code.
 * @param {string} layer @param {LayerOptions} options @param {string[]} entryPoints
 * @param {(env: NodeJS.ProcessEnv) => Promise<number>} execute
 * @returns {Promise<Counts>}
 */
export async function runMochaLayer(layer, options, entryPoints, execute) {
  const sources = testFiles(layer, options.only);
  await bundle([...sources, ...entryPoints]);
  return followMocha(layer, options, sources.map(bundleOf), execute);
}

/**
 * Has bundled test files run, and prints and counts what they report.
 * @param {string} layer @param {LayerOptions} options @param {string[]} files
 * @param {(env: NodeJS.ProcessEnv) => Promise<number>} execute
 * @returns {Promise<Counts>}
 */
export async function followMocha(layer, options, files, execute) {
  const events = path.join(runFolder, `${layer}.jsonl`);
  const follower = new EventFollower(events);
  const code = await execute({
    ...process.env,
    EMBERLINE_ROOT: repositoryRoot,
    EMBERLINE_TEST_EVENTS: events,
    EMBERLINE_TEST_FILES: JSON.stringify(files),
    ...(options.grep === null ? {} : { EMBERLINE_TEST_GREP: options.grep }),
  });
  const counts = follower.finish();
  if (!follower.ended || (code !== 0 && counts.failed === 0)) {
    console.log(`  ✗ the ${layer} layer did not come to its end (exit code ${code})`);
    counts.failed += 1;
  }
  return counts;
}

export const NODE_ENTRY = 'test/support/runInNode.ts';

/**
 * For `execute`: runs the test files in a Node process of its own.
 * @param {number} timeoutMs of one test @param {NodeJS.ProcessEnv} more
 * @returns {(env: NodeJS.ProcessEnv) => Promise<number>}
 */
export function inNode(timeoutMs, more = {}) {
  return async (env) => {
    const { code } = await run(process.execPath, ['--enable-source-maps', bundleOf(NODE_ENTRY)], {
      env: { ...env, ...more, EMBERLINE_TEST_TIMEOUT_MS: String(timeoutMs) },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return code;
  };
}
