/**
 * The VS Code that tests and `npm start` use where no desktop VS Code is: the server of code-server from the npm registry,
 * unbuilt, with the Node that it needs. Nothing outside the registry is asked, no install script runs.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm, unpackPackage } from '../lib/npmPack.mjs';
import { inRepository } from '../lib/paths.mjs';

const HOST = {
  version: '4.139.1',
  integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};

/** Node as npm packages, for the platforms that have one of this version. */
const NODE = {
  version: '24.21.0',
  /** @type {Record<string, string>} */
  integrity: {
    'linux-x64': 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    'linux-arm64': 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
};

/** Parts of the server that no test and no user of it needs: more than half of its size. */
const UNUSED = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
  'extensions/mermaid-chat-features',
];

/** What is missing without its native build, as far as it is needed: output channels write their files through spdlog. */
const SPDLOG_STUB = `// A stand-in for the native logger: without it output channels stay empty.
const fs = require('node:fs');
class Logger {
  constructor(name, file) { this.name = name; this.file = file; this.level = 2; this.pattern = true; }
  write(level, text) {
    if (level < this.level) return;
    const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
    const line = this.pattern ? new Date().toISOString().replace('T', ' ').slice(0, 23) + ' [' + names[level] + '] ' + text + '\\n' : text;
    try { fs.appendFileSync(this.file, line); } catch { /* the log folder is gone: the window is closing */ }
  }
  trace(text) { this.write(0, text); }
  debug(text) { this.write(1, text); }
  info(text) { this.write(2, text); }
  warn(text) { this.write(3, text); }
  error(text) { this.write(4, text); }
  critical(text) { this.write(5, text); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.pattern = false; }
  flush() {}
  drop() {}
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger(name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger(name, file);
`;

/** @param {string} vscode */
function replaceNativeModules(vscode) {
  const stub = (/** @type {string} */ name, /** @type {string} */ code) => {
    const folder = path.join(vscode, 'node_modules', name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.js' }));
    writeFileSync(path.join(folder, 'index.js'), code);
  };
  stub('@vscode/spdlog', SPDLOG_STUB);
  stub('@vscode/native-watchdog', 'exports.start = () => {};\n');
}

/** @param {string} vscode */
function prune(vscode) {
  for (const unused of UNUSED) {
    rmSync(path.join(vscode, unused), { recursive: true, force: true });
  }
  const ripgrep = path.join(vscode, 'node_modules/@vscode/ripgrep-universal/bin');
  for (const platform of existsSync(ripgrep) ? readdirSync(ripgrep) : []) {
    if (!platform.startsWith(`${process.platform}-${process.arch}`)) {
      rmSync(path.join(ripgrep, platform), { recursive: true, force: true });
    }
  }
}

/** @param {string} folder @returns {Promise<string>} the Node that runs the server */
async function ensureNode(folder) {
  const integrity = NODE.integrity[`${process.platform}-${process.arch}`];
  if (integrity !== undefined) {
    await unpackPackage(`node-${process.platform}-${process.arch}@${NODE.version}`, integrity, folder, { part: 'package/bin/node', strip: 2 });
    chmodSync(path.join(folder, 'node'), 0o755);
    return path.join(folder, 'node');
  }
  if (Number(process.versions.node.split('.')[0]) >= 22) {
    return process.execPath;
  }
  throw new Error(
    `No Node ${NODE.version} package exists for ${process.platform}-${process.arch}: run this with Node 22 or newer, ` +
      'or set VSCODE_TEST_EXECUTABLE to a desktop VS Code.',
  );
}

/** @param {string} vscode */
async function ensureServer(vscode) {
  await unpackPackage(`code-server@${HOST.version}`, HOST.integrity, vscode, { part: 'package/lib/vscode', strip: 3 });
  // The shipped shrinkwrap pins every dependency by hash; newer npm finds fault with its peer dependencies.
  await npm(['ci', '--omit=dev', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'], vscode);
  replaceNativeModules(vscode);
  prune(vscode);
}

/**
 * Makes sure that the host is there, and says where: seconds the first time, nothing after that.
 * @param {(line: string) => void} say
 * @returns {Promise<{ vscode: string, node: string }>}
 */
export async function ensureHost(say = console.log) {
  const root = inRepository('.vscode-test', `host-${HOST.version}-node-${NODE.version}`);
  const place = { vscode: path.join(root, 'vscode'), node: path.join(root, 'node', 'node') };
  const found = () => (existsSync(place.node) ? place : { vscode: place.vscode, node: process.execPath });
  if (existsSync(path.join(root, 'vscode'))) {
    return found();
  }
  say('Fetching VS Code (server) from the npm registry: about 15 seconds, once');
  const fresh = `${root}.${process.pid}.tmp`;
  rmSync(fresh, { recursive: true, force: true });
  await Promise.all([ensureServer(path.join(fresh, 'vscode')), ensureNode(path.join(fresh, 'node'))]);
  try {
    renameSync(fresh, root);
  } catch (error) {
    // Another process was faster: its copy is as good.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(place.vscode)) {
      throw error;
    }
  }
  return found();
}
