/** Opens VS Code on a folder with a recording shown: the desktop's where there is one, else a served one. */
import { existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { findOnPath } from '../host/ensureBrowser.mjs';
import { installExtension, startServer, workbenchUrl } from '../host/server.mjs';
import { packageExtension } from './packageExtension.mjs';
import { inRepository, repositoryRoot } from './paths.mjs';
import { runInForeground } from './processes.mjs';

/** @typedef {{ folder: string, script: string, recording: string, say: (line: string) => void }} What */

/** The `code` command, where there is a screen to show its window; EMBERLINE_SERVE=1 asks for the served one. */
function desktopCode() {
  const screen = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
  return screen && process.env['EMBERLINE_SERVE'] !== '1' ? findOnPath(['code', 'codium']) : null;
}

/** @param {string} code @param {What} what */
async function openDesktop(code, { folder, script, recording, say }) {
  say('Opening VS Code; this command ends when its window is closed');
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${repositoryRoot}`, folder, script];
  await runInForeground(code, args, { env: { ...process.env, EMBERLINE_OPEN_RECORDING: recording }, shell: process.platform === 'win32' });
}

/** Packs and installs the extension for the served VS Code when what is built is newer. @param {string} extensions */
async function ensureInstalled(extensions) {
  const registry = path.join(extensions, 'extensions.json');
  const built = statSync(inRepository('dist/extension.js')).mtimeMs;
  if (existsSync(registry) && statSync(registry).mtimeMs > built) {
    return;
  }
  rmSync(extensions, { recursive: true, force: true });
  await installExtension(await packageExtension(inRepository('out/start/emberline.vsix')), extensions);
}

/** @param {What} what */
async function serve({ folder, script, recording, say }) {
  const home = inRepository('.vscode-test/start');
  const extensions = path.join(home, 'extensions');
  say('No desktop VS Code here: serving one on this machine');
  await ensureInstalled(extensions);
  const settings = { 'editor.minimap.enabled': false };
  const env = { EMBERLINE_OPEN_RECORDING: recording };
  const server = await startServer({ userData: path.join(home, 'user'), extensions, settings, env, say });
  console.log(`\nOpen this address in a browser (Ctrl+C ends it):\n\n  ${workbenchUrl(server, { folder, openFile: script })}\n`);
  await server.ended;
}

/** Returns when the editor was closed, or stays until Ctrl+C. @param {What} what */
export async function openEditor(what) {
  const code = desktopCode();
  await (code === null ? serve(what) : openDesktop(code, what));
}
