/**
 * Builds the native library into dist/native, with a manifest of hashes that the shim checks before it loads one.
 * `node scripts/native.mjs` builds for this machine (cc, else PyPI's ziglang); `--all` builds every target with ziglang;
 * names of targets (linux-x64 …) build those.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from './lib/paths.mjs';

const ZIG_VERSION = '0.13.0';
const source = inRepository('src/native');
const output = inRepository('dist/native');

/** By the name that native_library.py looks for: zig's triple and the file's ending. */
const TARGETS = {
  'linux-x64': { triple: 'x86_64-linux-gnu.2.17', suffix: 'so' },
  'linux-arm64': { triple: 'aarch64-linux-gnu.2.17', suffix: 'so' },
  'linux-x64-musl': { triple: 'x86_64-linux-musl', suffix: 'so' },
  'linux-arm64-musl': { triple: 'aarch64-linux-musl', suffix: 'so' },
  'darwin-x64': { triple: 'x86_64-macos.11.0', suffix: 'dylib' },
  'darwin-arm64': { triple: 'aarch64-macos.11.0', suffix: 'dylib' },
  'win32-x64': { triple: 'x86_64-windows-gnu', suffix: 'dll' },
  'win32-arm64': { triple: 'aarch64-windows-gnu', suffix: 'dll' },
};

/** @param {string} name */
function target(name) {
  const found = new Map(Object.entries(TARGETS)).get(name);
  if (found === undefined) {
    throw new Error(`There is no target ${name}: ${Object.keys(TARGETS).join(', ')}`);
  }
  return found;
}
const FLAGS = ['-std=c11', '-O2', '-g0', '-shared', '-fPIC', '-fvisibility=hidden', '-Wall', '-Wextra', '-Werror'];

function hostTarget() {
  /** @type {{ header?: { glibcVersionRuntime?: string } }} */
  const report = process.report.getReport();
  const libc = process.platform === 'linux' && report.header?.glibcVersionRuntime === undefined ? '-musl' : '';
  return `${process.platform}-${process.arch}${libc}`;
}

/** @param {string} command @param {string[]} args */
function works(command, args) {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The command line of zig's C compiler, installed into .cache on first use. @returns {string[]} */
function zig() {
  const folder = inRepository('.cache/ziglang');
  const python = process.platform === 'win32' ? 'python' : 'python3';
  if (!existsSync(path.join(folder, 'ziglang'))) {
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--target', folder, `ziglang==${ZIG_VERSION}`], { stdio: 'inherit' });
  }
  const binary = path.join(folder, 'ziglang', process.platform === 'win32' ? 'zig.exe' : 'zig');
  return [binary, 'cc'];
}

/** @param {string} name @param {string[]} compiler the command, and zig's target if it is zig */
function build(name, compiler) {
  const file = path.join(output, `emberline-${name}.${target(name).suffix}`);
  const sources = readdirSync(source).filter((entry) => entry.endsWith('.c')).map((entry) => path.join(source, entry));
  const [command = 'cc', ...first] = compiler;
  execFileSync(command, [...first, ...FLAGS, '-pthread', ...sources, '-o', file, '-s'], { stdio: 'inherit' });
  for (const left of readdirSync(output).filter((entry) => /\.(?:lib|pdb|exp)$/.test(entry))) {
    rmSync(path.join(output, left)); // what the linker for Windows leaves beside a library
  }
  console.log(`native: ${path.relative(inRepository('.'), file)}`);
}

/** Without a compiler and without a registry the host's build goes on: the product says which engine serves. @param {string} name */
function buildWithZig(name) {
  try {
    build(name, [...zig(), '-target', target(name).triple]);
  } catch (error) {
    if (!forHost) {
      throw error;
    }
    console.warn(`native: not built, the Python engine serves (${error instanceof Error ? error.message : String(error)})`);
  }
}

function writeManifest() {
  const built = readdirSync(output).filter((file) => file.startsWith('emberline-')).sort();
  const lines = built.map((file) => `${createHash('sha256').update(readFileSync(path.join(output, file))).digest('hex')} ${file}\n`);
  writeFileSync(path.join(output, 'manifest.txt'), lines.join(''));
}

const asked = process.argv.slice(2).filter((word) => word !== '--all');
const names = process.argv.includes('--all') ? Object.keys(TARGETS) : asked.length > 0 ? asked : [hostTarget()];
const forHost = names.length === 1 && asked.length === 0 && !process.argv.includes('--all');
mkdirSync(output, { recursive: true });
for (const name of names) {
  if (forHost && works('cc', ['--version'])) {
    build(name, ['cc']);
  } else {
    buildWithZig(name);
  }
}
writeManifest();
