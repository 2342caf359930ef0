/** Opens the browser that shows the test host's workbench. */
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './ensureBrowser.mjs';

/**
 * Starts Chromium without a display; EMBERLINE_HEADED=1 shows it.
 * @param {string} temporary its profile's folder goes below this one
 * @param {(line: string) => void} [say]
 */
export async function startBrowser(temporary, say) {
  const executablePath = await ensureBrowser(say);
  return chromium.launch({
    executablePath,
    headless: process.env['EMBERLINE_HEADED'] !== '1',
    // As root and in containers there is no sandbox to have; frames of equal sites must not share one throttled process.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-timer-throttling', '--disable-renderer-backgrounding'],
    env: { ...process.env, TMPDIR: path.resolve(temporary) },
  });
}
