/** Paths as people want to read them in a terminal. */
import * as path from 'node:path';

/** `pkg/module.py` for installed packages and the standard library, relative to the folder for what is below it, else as it is. */
export function shownPath(file: string, folder: string): string {
  const installed = /^.*[\\/](?:site|dist)-packages[\\/](.+)$/.exec(file)?.[1];
  if (installed !== undefined) {
    return installed;
  }
  const relative = path.isAbsolute(file) ? path.relative(folder, file) : file;
  if (!relative.startsWith('..') && !path.isAbsolute(relative)) {
    return relative;
  }
  return /^.*[\\/]python3\.\d+t?[\\/](.+)$/.exec(file)?.[1] ?? file;
}
