/** A Chromium for the tests: the machine's own, else Debian's package where we may install it, else the one on the npm registry. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from '../lib/npmPack.mjs';
import { inRepository } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';

const PACKAGE = { name: '@sparticuz/chromium', version: '153.0.0' };

/** What the registry's Chromium needs of Debian, beyond what every machine has. */
const LIBRARIES = ['libnss3', 'libexpat1'];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The first program of these names on PATH. @param {string[]} names */
export function findOnPath(names) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
      const found = endings.map((ending) => path.join(folder, name + ending)).find((file) => existsSync(file));
      if (folder !== '' && found !== undefined) {
        return found;
      }
    }
  }
  return null;
}

/** @param {string} browser */
async function starts(browser) {
  const { code } = await run(browser, ['--version', '--no-sandbox', '--headless'], { timeoutMs: 30_000 });
  return code === 0;
}

const mayInstall = () => process.platform === 'linux' && process.getuid?.() === 0 && findOnPath(['apt-get']) !== null;

/** @param {string[]} packages @param {(line: string) => void} say */
async function aptInstall(packages, say) {
  say(`Installing ${packages.join(', ')} (Debian)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, timeoutMs: 180_000 });
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, timeoutMs: 600_000 });
  if (code !== 0) {
    say(`apt-get could not install ${packages.join(', ')}: ${output.trim().split('\n').at(-1)}`);
  }
  return code === 0;
}

/** @param {(line: string) => void} say @returns {Promise<string | null>} */
async function browserOfRegistry(say) {
  if (process.platform !== 'linux') {
    return null;
  }
  const folder = inRepository('.vscode-test', `chromium-${PACKAGE.version}`);
  if (!existsSync(path.join(folder, 'node_modules'))) {
    say('Fetching Chromium from the npm registry: 75 MB, once');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    await npm(['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', `${PACKAGE.name}@${PACKAGE.version}`], folder);
  }
  // It unpacks itself into the temporary folder: give it one that stays.
  const script = `const { default: chromium } = await import('${PACKAGE.name}'); process.stdout.write(await chromium.executablePath());`;
  const options = { cwd: folder, env: { ...process.env, TMPDIR: folder } };
  const { code, output } = await run(process.execPath, ['--input-type=module', '-e', script], options);
  if (code !== 0) {
    say(`The registry's Chromium does not unpack: ${output.trim()}`);
    return null;
  }
  return output.trim();
}

/**
 * Path of a Chromium that starts; throws one sentence that names the package to install where none can be had.
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 */
export async function ensureBrowser(say = console.log) {
  const own = process.env['EMBERLINE_BROWSER'] ?? findOnPath(NAMES) ?? PLACES.find((file) => existsSync(file)) ?? null;
  if (own !== null) {
    return own;
  }
  if (mayInstall() && (await aptInstall(['chromium'], say))) {
    const installed = findOnPath(NAMES);
    if (installed !== null) {
      return installed;
    }
  }
  const fetched = await browserOfRegistry(say);
  if (fetched !== null) {
    if ((await starts(fetched)) || (mayInstall() && (await aptInstall(LIBRARIES, say)) && (await starts(fetched)))) {
      return fetched;
    }
  }
  throw new Error(`No Chromium starts on this machine: install the package chromium (or ${LIBRARIES.join(' and ')}), or set EMBERLINE_BROWSER to one.`);
}
