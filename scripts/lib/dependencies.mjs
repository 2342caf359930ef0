/** Makes sure that node_modules is what package-lock.json says; uses nothing from it, so that it works in a fresh clone. */
import { existsSync, statSync } from 'node:fs';
import { npm } from './npmPack.mjs';
import { inRepository, repositoryRoot } from './paths.mjs';

/** @param {(line: string) => void} say */
export async function ensureDependencies(say = console.log) {
  const installed = inRepository('node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(inRepository('package-lock.json')).mtimeMs) {
    return;
  }
  if (existsSync(installed)) {
    say('package-lock.json is newer than node_modules: run npm ci if something is missing');
    return;
  }
  say('Installing dependencies (npm ci), once');
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], repositoryRoot);
}
