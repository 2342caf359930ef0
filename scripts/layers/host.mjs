/** The host layer: mocha inside the extension host of a real VS Code, with the extension loaded from this folder. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { runTests } from '@vscode/test-electron';
import { ensureBrowser } from '../host/ensureBrowser.mjs';
import { ensureHost } from '../host/ensureHost.mjs';
import { temporaryFolder } from '../host/server.mjs';
import { bundleOf } from '../lib/bundleTests.mjs';
import { inRepository, repositoryRoot } from '../lib/paths.mjs';
import { runMochaLayer } from './mochaLayer.mjs';

const ENTRY = 'test/host/support/run.ts';

/** The user's own VS Code where one is named, else the served one. */
async function executable() {
  const desktop = process.env['VSCODE_TEST_EXECUTABLE'];
  if (desktop !== undefined) {
    return desktop;
  }
  await ensureHost();
  await ensureBrowser();
  return inRepository('scripts/host/launch.mjs');
}

/** @param {import('./mochaLayer.mjs').LayerOptions} options */
export async function runHost(options) {
  const vscodeExecutablePath = await executable();
  const folder = temporaryFolder();
  const workspace = path.join(folder, 'workspace');
  const log = path.join(folder, 'host.log');
  mkdirSync(workspace);
  cpSync(inRepository('test/fixtures/workspace'), workspace, { recursive: true });
  const counts = await runMochaLayer('host', options, [ENTRY], async (env) => {
    const output = new PassThrough();
    let text = '';
    output.on('data', (chunk) => (text += chunk.toString()));
    try {
      await runTests({
        vscodeExecutablePath,
        extensionDevelopmentPath: repositoryRoot,
        extensionTestsPath: bundleOf(ENTRY),
        launchArgs: [workspace, `--user-data-dir=${path.join(folder, 'user')}`, `--extensions-dir=${path.join(folder, 'extensions')}`],
        extensionTestsEnv: { ...env, EMBERLINE_HOST_LOG: log },
        stdout: output,
        stderr: output,
      });
      return 0;
    } catch {
      process.stdout.write(text);
      return 1;
    }
  });
  if (counts.failed > 0 && process.env['EMBERLINE_HOST_CONSOLE'] === '1' && existsSync(log)) {
    console.log(readFileSync(log, 'utf8'));
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  return counts;
}
