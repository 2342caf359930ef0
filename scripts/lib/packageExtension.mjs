/** Packs the extension into a VSIX, from a folder of its own, so that a build that goes on at the same time does no harm. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository, repositoryRoot } from './paths.mjs';
import { run } from './processes.mjs';
import { runFolder } from './runFolder.mjs';

const SHIPPED = ['package.json', '.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'media', 'syntaxes'];

/** Platform as VS Code's marketplace calls it -> the native library's target, as scripts/native.mjs calls it. */
export const PLATFORMS = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'alpine-x64': 'linux-x64-musl',
  'alpine-arm64': 'linux-arm64-musl',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
};

/** Copies the native libraries that there are, or one of them alone, with their part of the manifest. @param {string} to @param {string | null} only */
function copyNative(to, only) {
  const from = inRepository('dist/native');
  if (!existsSync(path.join(from, 'manifest.txt'))) {
    return;
  }
  const wanted = readdirSync(from).filter((file) => file.startsWith('emberline-') && (only === null || path.parse(file).name === `emberline-${only}`));
  if (only !== null && wanted.length !== 1) {
    throw new Error(`There is no native library for ${only} in dist/native: build it with node scripts/native.mjs ${only}`);
  }
  mkdirSync(to, { recursive: true });
  wanted.forEach((file) => cpSync(path.join(from, file), path.join(to, file)));
  const lines = readFileSync(path.join(from, 'manifest.txt'), 'utf8').split('\n').filter((line) => wanted.includes(line.split(' ')[1] ?? ''));
  writeFileSync(path.join(to, 'manifest.txt'), lines.map((line) => `${line}\n`).join(''));
}

/**
 * Builds for production and packs, with the native libraries that dist/native has; returns the VSIX's path.
 * @param {string} vsix @param {string | null} platform one of PLATFORMS: only for it
 */
export async function packageExtension(vsix, platform = null) {
  const stage = path.join(runFolder, 'package');
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const name of SHIPPED.filter((part) => existsSync(inRepository(part)))) {
    cpSync(inRepository(name), path.join(stage, name), { recursive: true });
  }
  copyNative(path.join(stage, 'dist/native'), platform === null ? null : new Map(Object.entries(PLATFORMS)).get(platform) ?? platform);
  const vsce = inRepository('node_modules/@vscode/vsce/vsce');
  const target = platform === null ? [] : ['--target', platform];
  const steps = [
    { args: [inRepository('esbuild.mjs'), '--production', '--out', path.join(stage, 'dist')], cwd: repositoryRoot },
    { args: [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', ...target, '-o', vsix], cwd: stage },
  ];
  for (const { args, cwd } of steps) {
    const { code, output } = await run(process.execPath, args, { cwd });
    if (code !== 0) {
      throw new Error(`Packing the extension failed:\n${output.trim()}`);
    }
  }
  return vsix;
}
