/** A folder of its own for each test run, so that two runs in one clone never meet. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from './paths.mjs';

const runs = inRepository('out/runs');

/** @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** `out/runs/<pid>`: made empty, removed when this process ends; those of dead processes are removed first. */
function makeRunFolder() {
  for (const old of existsSync(runs) ? readdirSync(runs) : []) {
    if (!lives(Number(old))) {
      rmSync(path.join(runs, old), { recursive: true, force: true });
    }
  }
  const folder = path.join(runs, String(process.pid));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const runFolder = makeRunFolder();
