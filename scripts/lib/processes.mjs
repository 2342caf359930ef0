/** Starting other programs from our scripts, and never leaving one behind. */
import { spawn } from 'node:child_process';
import { repositoryRoot } from './paths.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends everything that `start` and `run` have started and that still runs. */
export function endAll() {
  for (const child of running) {
    end(child);
  }
}

/** Ends a child and, where it leads a process group, all of its own children. @param {import('node:child_process').ChildProcess} child */
export function end(child) {
  running.delete(child);
  if (child.pid === undefined || child.exitCode !== null) {
    return;
  }
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
  } catch {
    child.kill();
  }
}

/**
 * Starts a program as leader of its own process group, so that `end` reaches its children as well.
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: repositoryRoot, detached: process.platform !== 'win32', ...options });
  running.add(child);
  child.once('close', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Runs a program to its end. With `echo` its output goes straight to ours and is returned as well.
 * @param {string} command @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { echo?: boolean, timeoutMs?: number }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { echo = false, timeoutMs = 0, ...options } = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    /** @param {NodeJS.WriteStream} target @returns {(chunk: Buffer) => void} */
    const collect = (target) => (chunk) => {
      output += chunk.toString();
      if (echo) {
        target.write(chunk);
      }
    };
    child.stdout?.on('data', collect(process.stdout));
    child.stderr?.on('data', collect(process.stderr));
    const timer = timeoutMs > 0 ? setTimeout(() => {
      output += `\n${command} was ended after ${timeoutMs / 1000} s\n`;
      end(child);
    }, timeoutMs) : null;
    /** @param {number} code @param {string} text */
    const finish = (code, text) => {
      clearTimeout(timer ?? undefined);
      resolve({ code, output: output + text });
    };
    child.once('error', (error) => finish(127, `${error.message}\n`));
    child.once('close', (code) => finish(code ?? 1, ''));
  });
}

/** Programs that own the terminal now: Ctrl+C is theirs. */
let inForeground = 0;

/**
 * Runs a program that owns the terminal (its input, Ctrl+C) until it ends; resolves with its exit code.
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export function runInForeground(command, args, options = {}) {
  inForeground += 1;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: repositoryRoot, stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  }).finally(() => {
    inForeground -= 1;
  });
}

process.on('SIGINT', () => {
  if (inForeground === 0) process.exit(130);
});
process.once('SIGTERM', () => process.exit(143));
process.once('SIGHUP', () => process.exit(129));
process.once('exit', endAll);
