/** `node scripts/icon.mjs`: renders media/icon.src.svg as the extension's icon, media/icon.png. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startBrowser } from './host/browser.mjs';
import { inRepository } from './lib/paths.mjs';

const SIZE = 256;

const temporary = mkdtempSync(path.join(os.tmpdir(), 'ember-'));
const browser = await startBrowser(temporary);
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
await page.setContent(`<style>body { margin: 0 }</style>${readFileSync(inRepository('media/icon.src.svg'), 'utf8')}`);
await page.screenshot({ path: inRepository('media/icon.png'), omitBackground: true });
await browser.close();
rmSync(temporary, { recursive: true, force: true });
