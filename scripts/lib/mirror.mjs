/** Keeps a copy of a file or folder equal to its source without ever taking a file away from someone who is reading it. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from './files.mjs';

/** @param {string} from @param {string} to */
function mirrorFile(from, to) {
  const content = readFileSync(from);
  if (existsSync(to) && readFileSync(to).equals(content)) {
    return;
  }
  mkdirSync(path.dirname(to), { recursive: true });
  const fresh = `${to}.${process.pid}.tmp`;
  writeFileSync(fresh, content);
  chmodSync(fresh, statSync(from).mode);
  renameSync(fresh, to);
}

/**
 * Makes `to` a copy of `from`; files of a folder that the filter refuses are left out.
 * @param {string} from @param {string} to @param {(file: string) => boolean} accepts
 */
export function mirror(from, to, accepts = () => true) {
  if (!statSync(from).isDirectory()) {
    mirrorFile(from, to);
    return;
  }
  const wanted = filesBelow(from).filter(accepts);
  for (const file of wanted) {
    mirrorFile(path.join(from, file), path.join(to, file));
  }
  const keep = new Set(wanted);
  for (const file of existsSync(to) ? filesBelow(to) : []) {
    if (!keep.has(file) && !file.endsWith('.tmp')) {
      rmSync(path.join(to, file));
    }
  }
}
