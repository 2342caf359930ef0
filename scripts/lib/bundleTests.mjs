/** Bundles tests file by file, so that they import the sources as they are written. */
import path from 'node:path';
import * as esbuild from 'esbuild';
import { globSync } from './files.mjs';
import { repositoryRoot } from './paths.mjs';
import { runFolder } from './runFolder.mjs';

/** Loaded at run time from where they are: they are in the host, hold state, or are too big to be bundled again and again. */
const EXTERNAL = ['vscode', 'mocha', 'esbuild', 'typescript', 'playwright-core', '@vscode/test-electron'];

/** Where the bundle of a source file of this run is. @param {string} source relative to the repository */
export function bundleOf(source) {
  return path.join(runFolder, source.replace(/\.ts$/, '.js'));
}

/** @type {esbuild.BuildOptions} */
const OPTIONS = {
  absWorkingDir: repositoryRoot,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: EXTERNAL,
  alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' },
  sourcemap: 'inline',
  logLevel: 'warning',
  // scripts/lib/paths.mjs asks the environment first.
  logOverride: { 'empty-import-meta': 'silent' },
};

/** Bundles these TypeScript files, each for itself, into the run's folder. @param {string[]} sources relative to the repository */
export async function bundle(sources) {
  await esbuild.build({ ...OPTIONS, entryPoints: sources, outdir: runFolder, outbase: '.' });
}

/** Bundles files into one, so that they share the state of what they import. @param {string[]} sources @param {string} outfile */
export async function bundleTogether(sources, outfile) {
  const contents = sources.map((source) => `import ${JSON.stringify(`./${source}`)};`).join('\n');
  await esbuild.build({ ...OPTIONS, stdin: { contents, resolveDir: repositoryRoot, loader: 'ts' }, outfile });
}

/**
 * The test files of a layer: every `*.test.ts` below `test/<layer>` whose path contains `only`.
 * @param {string} layer @param {string} only
 */
export function testFiles(layer, only) {
  return globSync(`test/${layer}/**/*.test.ts`).filter((file) => file.includes(only));
}
