/** Where the repository is, for tests of every layer (they run bundled, so `__dirname` does not tell). */
import path from 'node:path';

export const repositoryRoot = process.env['EMBERLINE_ROOT'] ?? process.cwd();

export function inRepository(...parts: readonly string[]): string {
  return path.join(repositoryRoot, ...parts);
}
