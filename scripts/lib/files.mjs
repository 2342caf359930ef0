/** Finding and comparing files of the repository. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './paths.mjs';

const SKIPPED = new Set(['node_modules', '.git', '.vscode-test', 'out', 'dist', '__pycache__']);

/** Files below a folder, depth first in name order, as paths relative to it with forward slashes. @param {string} folder @returns {string[]} */
export function filesBelow(folder) {
  /** @type {string[]} */
  const found = [];
  /** @param {string} relative */
  const walk = (relative) => {
    const entries = readdirSync(path.join(folder, relative), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const child = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) {
          walk(child);
        }
      } else {
        found.push(child);
      }
    }
  };
  walk('');
  return found;
}

/**
 * Files of the repository that match a pattern with `**`, `*` and `{a,b}`.
 * @param {string} pattern
 */
export function globSync(pattern) {
  const expression = pattern
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_, list) => `(?:${list.replaceAll(',', '|')})`)
    .replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:.*/)?'));
  const matcher = new RegExp(`^${expression}$`);
  return filesBelow(repositoryRoot).filter((file) => matcher.test(file));
}

/** The newest modification time below some files and folders, in milliseconds; 0 when none exists. @param {string[]} places */
export function newestChange(places) {
  let newest = 0;
  for (const place of places) {
    const stats = statSync(place, { throwIfNoEntry: false });
    if (stats === undefined) {
      continue;
    }
    const files = stats.isDirectory() ? filesBelow(place).map((file) => path.join(place, file)) : [place];
    for (const file of files) {
      newest = Math.max(newest, statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    }
  }
  return newest;
}
