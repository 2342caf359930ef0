/**
 * `node scripts/fixtures.mjs [PYTHON]`: makes the recordings of test/fixtures with the real shim, and takes out of them what names this
 * machine. Run it when the format grows; the recordings are committed.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRepository } from './lib/paths.mjs';

const python = process.argv[2] ?? 'python3';
const HOME = '/home/user/project';
const HEADER = 8;
const [HEAD, STRINGS] = [1, 2];

/** @type {{name: string, options: string[], args: string[]}[]} */
const RECORDINGS = [
  { name: 'small', options: ['--memory', '--references', 'cache@small.py'], args: [] },
  { name: 'killed', options: [], args: ['killed'] },
];

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'emberline-fixtures-')));
const { prefix, executable } = pythonPaths();
copyFileSync(inRepository('test/fixtures/programs/small.py'), path.join(folder, 'small.py'));
for (const { name, options, args } of RECORDINGS) {
  const out = path.join(folder, `${name}.ember`);
  const command = ['profile', '--quiet', '--python', python, ...options, '--workspace', folder, '--out', out, '--', 'small.py', ...args];
  spawnSync(process.execPath, [inRepository('dist/cli.js'), ...command], { cwd: folder, stdio: 'inherit' });
  const target = inRepository(`test/fixtures/recordings/${name}.ember`);
  writeFileSync(target, neutral(readFileSync(out)));
  console.log(`wrote ${path.relative(inRepository(), target)}`);
}
rmSync(folder, { recursive: true });

function pythonPaths() {
  const asked = spawnSync(python, ['-c', 'import sys; print(sys.base_prefix); print(sys.executable)'], { encoding: 'utf8' });
  const [base = '', exe = ''] = asked.stdout.trim().split('\n');
  return { prefix: base, executable: exe };
}

/** Paths of this machine become those of nobody's. @param {string} text */
function anonymous(text) {
  return text.replaceAll(folder, HOME).replaceAll(executable, '/usr/bin/python3').replaceAll(prefix, '/usr');
}

/** The same stream with other texts. @param {Buffer} bytes */
function neutral(bytes) {
  const parts = [bytes.subarray(0, HEADER)];
  for (let at = HEADER; at + HEADER <= bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    const type = bytes.readUInt8(at + 4);
    const payload = bytes.subarray(at + HEADER, at + HEADER + length);
    parts.push(record(type, type === HEAD ? neutralHead(payload) : type === STRINGS ? neutralStrings(payload) : payload));
    at += HEADER + padded(length);
  }
  return Buffer.concat(parts);
}

/** @param {Buffer} payload */
function neutralHead(payload) {
  const head = JSON.parse(anonymous(payload.toString('utf8')));
  return Buffer.from(JSON.stringify({ ...head, pid: 4242, startedAtMs: 1_767_225_600_000 }));
}

/** @param {Buffer} payload */
function neutralStrings(payload) {
  const rows = payload.readUInt32LE(0);
  const text = payload.subarray(8 + padded(rows * 4));
  /** @type {Buffer[]} */
  const texts = [];
  const ends = Buffer.alloc(padded(rows * 4));
  for (let row = 0, start = 0, end = 0; row < rows; row++, start = end) {
    end = payload.readUInt32LE(8 + row * 4);
    texts.push(Buffer.from(anonymous(text.subarray(start, end).toString('utf8'))));
    ends.writeUInt32LE(texts.reduce((sum, { length }) => sum + length, 0), row * 4);
  }
  const all = Buffer.concat(texts);
  return Buffer.concat([payload.subarray(0, 8), ends, all, Buffer.alloc(padded(all.length) - all.length)]);
}

/** @param {number} type @param {Buffer} payload */
function record(type, payload) {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(payload.length, 0);
  header.writeUInt8(type, 4);
  return Buffer.concat([header, payload, Buffer.alloc(padded(payload.length) - payload.length)]);
}

/** @param {number} length */
function padded(length) {
  return Math.ceil(length / 8) * 8;
}
