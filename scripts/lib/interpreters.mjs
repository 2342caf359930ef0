/** Which CPython interpreters are on this machine. */
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findOnPath } from '../host/ensureBrowser.mjs';
import { run } from './processes.mjs';

/** @typedef {{ executable: string, version: string, minor: string }} Interpreter */

const PROBE = 'import platform, sys; print(platform.python_implementation(), sys.version.split()[0], sys.executable)';

/** @param {string} executable @returns {Promise<Interpreter | null>} */
async function probe(executable) {
  const { code, output } = await run(executable, ['-c', PROBE], { timeoutMs: 20_000 });
  const [, version, minor, real] = /^CPython ((3\.\d+)\S*) (.+)$/m.exec(output) ?? [];
  if (code !== 0 || version === undefined || minor === undefined || real === undefined || Number(minor.slice(2)) < 9) {
    return null;
  }
  return { executable: real.trim(), version, minor };
}

/** Those named in EMBERLINE_PYTHONS, those on PATH, those of pyenv, in this order. */
function candidates() {
  const named = (process.env['EMBERLINE_PYTHONS'] ?? '').split(new RegExp(`[,${path.delimiter}]`)).filter((part) => part !== '');
  const names = ['python3', 'python', ...Array.from({ length: 7 }, (_, i) => `python3.${9 + i}`)];
  const onPath = names.map((name) => findOnPath([name])).filter((found) => found !== null);
  const versions = path.join(process.env['PYENV_ROOT'] ?? path.join(os.homedir(), '.pyenv'), 'versions');
  const pyenv = existsSync(versions) ? readdirSync(versions).map((version) => path.join(versions, version, 'bin/python')) : [];
  return [...named, ...onPath, ...pyenv.filter((file) => existsSync(file))];
}

/** One interpreter of each minor version from 3.9 on, the first found first. @returns {Promise<Interpreter[]>} */
export async function findInterpreters() {
  /** @type {Map<string, Interpreter>} */
  const found = new Map();
  for (const candidate of candidates()) {
    const interpreter = await probe(candidate);
    if (interpreter !== null && !found.has(interpreter.minor)) {
      found.set(interpreter.minor, interpreter);
    }
  }
  return [...found.values()];
}
