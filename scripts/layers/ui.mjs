/** The ui layer: a browser on a real VS Code that has the packed extension (VSIX) installed, as a user has. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from '../host/ensureBrowser.mjs';
import { installExtension, temporaryFolder } from '../host/server.mjs';
import { bundle, bundleOf, bundleTogether, testFiles } from '../lib/bundleTests.mjs';
import { packageExtension } from '../lib/packageExtension.mjs';
import { runFolder } from '../lib/runFolder.mjs';
import { NODE_ENTRY, followMocha, inNode } from './mochaLayer.mjs';

const TIMEOUT_MS = 60_000;
const DRIVER = 'test/ui/support/driverExtension.ts';
const HOOKS = 'test/ui/support/hooks.ts';

/** The folder of the extension that lets a test speak to the extension host. */
async function makeDriver() {
  const folder = path.join(runFolder, 'driver');
  const manifest = {
    ...{ name: 'driver', publisher: 'emberline-test', version: '0.0.1', engines: { vscode: '^1.100.0' } },
    ...{ main: './extension.js', activationEvents: ['*'], extensionKind: ['workspace'] },
  };
  await bundle([DRIVER]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'extension.js'), `module.exports = require(${JSON.stringify(bundleOf(DRIVER))});\n`);
  return folder;
}

/**
 * Runs test files (or picture files) against the installed VSIX.
 * @param {string} layer @param {string[]} sources @param {import('./mochaLayer.mjs').LayerOptions} options
 */
export async function runInWorkbench(layer, sources, options) {
  const extensions = temporaryFolder();
  const together = path.join(runFolder, `${layer}.bundle.js`);
  const [driver, vsix] = await Promise.all([
    makeDriver(),
    packageExtension(path.join(runFolder, 'emberline.vsix')),
    ensureBrowser(),
    bundle([NODE_ENTRY]),
    bundleTogether([HOOKS, ...sources], together),
  ]);
  await installExtension(vsix, extensions);
  try {
    return await followMocha(layer, options, [together], inNode(TIMEOUT_MS, { EMBERLINE_UI_EXTENSIONS: extensions, EMBERLINE_UI_DRIVER: driver }));
  } finally {
    rmSync(extensions, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @param {import('./mochaLayer.mjs').LayerOptions} options */
export function runUi(options) {
  return runInWorkbench('ui', testFiles('ui', options.only), options);
}
