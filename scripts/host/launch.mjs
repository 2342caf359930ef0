#!/usr/bin/env node
/**
 * Stands in for a desktop VS Code: takes the arguments that @vscode/test-electron's runTests gives to an executable, runs the tests
 * in the extension host of a served VS Code, and ends with their exit code.
 */
import { appendFileSync } from 'node:fs';
import { startBrowser } from './browser.mjs';
import { startServer, workbenchUrl } from './server.mjs';

/** @param {string} name */
function values(name) {
  const prefix = `--${name}=`;
  return process.argv.slice(2).filter((argument) => argument.startsWith(prefix)).map((argument) => argument.slice(prefix.length));
}

const [testsPath] = values('extensionTestsPath');
const developmentPaths = values('extensionDevelopmentPath');
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? process.cwd();
const timeoutMs = Number(process.env['EMBERLINE_HOST_TIMEOUT_MS'] ?? 900_000);
const logFile = process.env['EMBERLINE_HOST_LOG'];

if (testsPath === undefined) {
  console.error('launch.mjs is started by scripts/test.mjs: it wants --extensionTestsPath and --extensionDevelopmentPath.');
  process.exit(2);
}

const server = await startServer({ smokeTest: true });
const browser = await startBrowser(server.folder);
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });

/** @type {Promise<number>} */
const ended = new Promise((resolve) => {
  const timer = setTimeout(() => {
    console.error(`The tests in the extension host did not end within ${timeoutMs / 1000} s`);
    resolve(1);
  }, timeoutMs);
  const finish = (/** @type {number} */ code) => {
    clearTimeout(timer);
    resolve(code);
  };
  void page.exposeFunction('codeAutomationExit', finish);
  page.once('crash', () => finish(1));
});
await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
  if (logFile !== undefined) {
    appendFileSync(logFile, `${type}: ${args.map(String).join(' ')}\n`);
  }
});
await page.goto(workbenchUrl(server, { folder, developmentPaths, testsPath }));
const code = await ended;
await browser.close();
await server.stop();
process.exit(code);
