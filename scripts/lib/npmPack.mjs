/** Fetches one package of the npm registry as it is, checked against a pinned hash, and runs none of its scripts. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';

const npmCommand = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** @param {string[]} args @param {string} cwd */
export async function npm(args, cwd) {
  const { code, output } = await run(npmCommand, args, { cwd, shell: process.platform === 'win32' });
  if (code !== 0) {
    throw new Error(`npm ${args.join(' ')} failed (exit code ${code}):\n${output.trim()}`);
  }
  return output;
}

/**
 * Unpacks `name@version` below `folder` and returns nothing; throws when the hash differs from `integrity` (sha512, base64).
 * @param {string} spec @param {string} integrity @param {string} folder
 * @param {{ part?: string, strip?: number }} options which path of the package, and how many leading folders to drop
 */
export async function unpackPackage(spec, integrity, folder, { part = 'package', strip = 1 } = {}) {
  const download = `${folder}.pack`;
  mkdirSync(download, { recursive: true });
  mkdirSync(folder, { recursive: true });
  await npm(['pack', spec, '--silent', '--ignore-scripts'], download);
  const archive = readdirSync(download).find((file) => file.endsWith('.tgz'));
  if (archive === undefined) {
    throw new Error(`npm pack ${spec} left no archive`);
  }
  const found = `sha512-${createHash('sha512').update(readFileSync(path.join(download, archive))).digest('base64')}`;
  if (found !== integrity) {
    throw new Error(`${spec} has the hash ${found}, expected ${integrity}: not used`);
  }
  const args = ['xzf', path.join(download, archive), '-C', folder, `--strip-components=${strip}`, part];
  const { code, output } = await run('tar', args, {});
  if (code !== 0) {
    throw new Error(`tar could not unpack ${spec}: ${output.trim()}`);
  }
  rmSync(download, { recursive: true });
}
