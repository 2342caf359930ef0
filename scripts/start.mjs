/**
 * `npm start [-- [--once] [script.py args]]`: profiles a program in the terminal, then opens VS Code on it with the recording shown:
 * the desktop's where there is one, else one that is served on a local port. --once ends after the terminal part.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildAll, isStale } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { inRepository } from './lib/paths.mjs';
import { runInForeground } from './lib/processes.mjs';

const EXAMPLE = { script: inRepository('media/examples/orders.py'), options: ['--memory', '--references', 'spellings'] };

/** @param {string} line */
function say(line) {
  console.error(`> ${line}`);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(2);
}

/** What is asked for: the first argument that is no option of ours is the script, the rest is the script's. */
function parse() {
  const args = process.argv.slice(2);
  const once = args[0] === '--once';
  const [script, ...rest] = once ? args.slice(1) : args;
  // npm runs scripts in the project's folder and says where it was called.
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  if (script === undefined) {
    return { once, script: EXAMPLE.script, args: [], options: EXAMPLE.options, cwd };
  }
  if (script.startsWith('-')) {
    fail(`npm start does not know ${script}: use npm start -- [--once] [script.py args].`);
  }
  const file = path.resolve(cwd, script);
  if (!existsSync(file)) {
    fail(`There is no file ${file}: name a Python script, or nothing for the example.`);
  }
  return { once, script: file, args: rest, options: [], cwd };
}

async function buildIfStale() {
  if (!isStale(['src', 'esbuild.mjs', 'package.json'], 'dist/cli.js')) {
    return;
  }
  say('Building');
  const { code, output } = await buildAll();
  if (code !== 0) {
    fail(`The build failed:\n${output}`);
  }
}

/** Profiles in the terminal and returns the recording. @param {ReturnType<typeof parse>} what */
async function profile({ script, args, options, cwd }) {
  const recording = inRepository('out/start', `${path.basename(script, '.py')}.ember`);
  mkdirSync(path.dirname(recording), { recursive: true });
  const before = statSync(recording, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  say(`Profiling ${path.relative(cwd, script) || script}`);
  const workspace = path.dirname(script);
  const command = ['profile', '--out', recording, '--workspace', workspace, ...options, '--', script, ...args];
  const code = await runInForeground(process.execPath, [inRepository('dist/cli.js'), ...command], { cwd });
  if ((statSync(recording, { throwIfNoEntry: false })?.mtimeMs ?? 0) <= before) {
    process.exit(code === 0 ? 1 : code);
  }
  return { recording, code };
}

const what = parse();
await ensureDependencies(say);
await buildIfStale();
const { recording, code } = await profile(what);
if (what.once) {
  process.exit(code);
}
const { openEditor } = await import('./lib/openEditor.mjs');
await openEditor({ folder: path.dirname(what.script), script: what.script, recording, say });
