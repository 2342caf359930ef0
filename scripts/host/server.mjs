/** Serves the test host's VS Code on a free local port, with folders of its own, and ends it without a trace. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { end, run, start } from '../lib/processes.mjs';
import { ensureHost } from './ensureHost.mjs';

/** What every run of ours starts with: no assistant, no welcome, no updates, nothing that moves. */
export const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
};

/** @type {Set<string>} */
const temporaryFolders = new Set();

/** A new folder below the system's temporary one, gone when this process ends; its path is short, because sockets live in it. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ember-'));
  temporaryFolders.add(folder);
  return folder;
}

process.once('exit', () => {
  for (const folder of temporaryFolders) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

/**
 * @typedef {{
 *   userData?: string, extensions?: string, settings?: Record<string, unknown>, env?: NodeJS.ProcessEnv,
 *   smokeTest?: boolean, say?: (line: string) => void, port?: number,
 * }} ServerOptions
 * @typedef {{ origin: string, authority: string, folder: string, extensions: string, ended: Promise<unknown>, stop: () => Promise<void> }} Server
 */

/**
 * @param {{ vscode: string, node: string }} host @param {string} userData @param {string} extensions @param {string} serverData
 */
function commonArguments(host, userData, extensions, serverData) {
  return [
    path.join(host.vscode, 'out/server-main.js'),
    '--accept-server-license-terms',
    ...['--server-data-dir', serverData, '--user-data-dir', userData, '--extensions-dir', extensions],
  ];
}

/** Waits for the line in which the server names its port. @param {import('node:child_process').ChildProcess} child */
function listening(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    /** @param {Buffer} chunk */
    const read = (chunk) => {
      output += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port !== undefined) {
        resolve(Number(port));
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The VS Code server ended at its start (exit code ${code}):\n${output.trim()}`)));
  });
}

/**
 * Starts a server. Folders that are not given are made, and removed with `stop`.
 * @param {ServerOptions} options @returns {Promise<Server>}
 */
export async function startServer(options = {}) {
  const host = await ensureHost(options.say);
  const folder = temporaryFolder();
  const userData = options.userData ?? path.join(folder, 'user');
  const extensions = options.extensions ?? path.join(folder, 'extensions');
  const temporary = path.join(folder, 'tmp');
  for (const made of [path.join(userData, 'User'), extensions, temporary]) {
    mkdirSync(made, { recursive: true });
  }
  const settings = path.join(userData, 'User/settings.json');
  if (!existsSync(settings)) {
    writeFileSync(settings, JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }, null, 2));
  }

  const args = [
    ...commonArguments(host, userData, extensions, path.join(folder, 'server')),
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token', '--telemetry-level', 'off'],
    ...(options.smokeTest === true ? ['--enable-smoke-test-driver'] : []),
  ];
  const env = { ...process.env, ...options.env, TMPDIR: temporary };
  const child = start(host.node, args, { env, stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
  const port = await listening(child);
  const authority = `127.0.0.1:${port}`;
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    end(child);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000))]);
    temporaryFolders.delete(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return { origin: `http://${authority}`, authority, folder, extensions, ended, stop };
}

/** Installs a VSIX into an extensions folder, as a user would. @param {string} vsix @param {string} extensions */
export async function installExtension(vsix, extensions) {
  const host = await ensureHost();
  const folder = temporaryFolder();
  mkdirSync(extensions, { recursive: true });
  const args = [...commonArguments(host, path.join(folder, 'user'), extensions, path.join(folder, 'server')), '--install-extension', vsix, '--force'];
  const { code, output } = await run(host.node, args, { env: { ...process.env, TMPDIR: folder }, cwd: folder });
  temporaryFolders.delete(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  if (code !== 0 || !/successfully installed/.test(output)) {
    throw new Error(`${path.basename(vsix)} does not install:\n${output.trim()}`);
  }
}

/**
 * Address of the workbench on a folder; the extensions under development and the tests go into its payload.
 * @param {Server} server
 * @param {{ folder: string, developmentPaths?: readonly string[], testsPath?: string, openFile?: string }} what
 */
export function workbenchUrl(server, { folder, developmentPaths = [], testsPath, openFile }) {
  const remote = (/** @type {string} */ file) => `vscode-remote://${server.authority}${encodeURI(file.replaceAll('\\', '/'))}`;
  const payload = developmentPaths.map((file) => ['extensionDevelopmentPath', remote(file)]);
  if (testsPath !== undefined) {
    payload.push(['extensionTestsPath', remote(testsPath)]);
  }
  if (openFile !== undefined) {
    payload.push(['openFile', remote(openFile)]);
  }
  const query = new URLSearchParams({ folder });
  if (payload.length > 0) {
    query.set('payload', JSON.stringify(payload));
  }
  return `${server.origin}/?${query.toString()}`;
}
