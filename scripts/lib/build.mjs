/** The two halves of a build, for the scripts that need one. */
import { statSync } from 'node:fs';
import { newestChange } from './files.mjs';
import { inRepository } from './paths.mjs';
import { run } from './processes.mjs';

/** Whether one of these sources is newer than what is made of them. @param {string[]} sources @param {string} made */
export function isStale(sources, made) {
  const built = statSync(inRepository(made), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return newestChange(sources.map((source) => inRepository(source))) > built;
}

/**
 * Bundles, and builds the native library when its sources changed. Where there is no compiler the library is left out with a sentence,
 * and the Python engine serves; `native` is false when it could have been built and was not.
 * @param {{ echo?: boolean }} options
 * @returns {Promise<{ code: number, output: string, native: boolean }>}
 */
export async function buildAll({ echo = false } = {}) {
  const bundles = await run(process.execPath, [inRepository('esbuild.mjs')], { echo });
  if (bundles.code !== 0 || !isStale(['src/native', 'scripts/native.mjs'], 'dist/native/manifest.txt')) {
    return { ...bundles, native: true };
  }
  const { code, output } = await run(process.execPath, [inRepository('scripts/native.mjs')]);
  if (code !== 0 || echo) {
    process.stderr.write(code === 0 ? output : `The native library was not built:\n${output}`);
  }
  return { ...bundles, native: code === 0 };
}
