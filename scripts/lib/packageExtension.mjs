/** Packs the extension into a VSIX, from a folder of its own, so that a build that goes on at the same time does no harm. */
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inRepository, repositoryRoot } from './paths.mjs';
import { run } from './processes.mjs';
import { runFolder } from './runFolder.mjs';

const SHIPPED = ['package.json', '.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'media', 'syntaxes'];

/**
 * Builds for production and packs, with the native libraries that dist/native has; returns the VSIX's path.
 * @param {string} vsix
 */
export async function packageExtension(vsix) {
  const stage = path.join(runFolder, 'package');
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const name of SHIPPED.filter((part) => existsSync(inRepository(part)))) {
    cpSync(inRepository(name), path.join(stage, name), { recursive: true });
  }
  if (existsSync(inRepository('dist/native'))) {
    cpSync(inRepository('dist/native'), path.join(stage, 'dist/native'), { recursive: true });
  }
  const steps = [
    { args: [inRepository('esbuild.mjs'), '--production', '--out', path.join(stage, 'dist')], cwd: repositoryRoot },
    { args: [inRepository('node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '-o', vsix], cwd: stage },
  ];
  for (const { args, cwd } of steps) {
    const { code, output } = await run(process.execPath, args, { cwd });
    if (code !== 0) {
      throw new Error(`Packing the extension failed:\n${output.trim()}`);
    }
  }
  return vsix;
}
