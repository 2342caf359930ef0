/** Where things are in the repository, for all scripts. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bundled tests import this as well: there only the environment tells. */
export const repositoryRoot = process.env['EMBERLINE_ROOT'] ?? fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {...string} parts */
export function inRepository(...parts) {
  return path.join(repositoryRoot, ...parts);
}
