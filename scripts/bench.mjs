/**
 * `npm run bench [-- NAME…] [--write]`: measures, and prints Markdown tables with the machine they were measured on.
 * --write puts them between the bench markers of README.md, the only place where figures come from.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { inRepository } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';

const PANEL_NODES = [10_000, 100_000, 1_000_000];

/** @param {number} value */
const milliseconds = (value) => `${value.toFixed(1)} ms`;

/** First paint and zoom of the panel in Chromium. */
async function panel() {
  const { bundle, bundleOf } = await import('./lib/bundleTests.mjs');
  const { ensureBrowser } = await import('./host/ensureBrowser.mjs');
  const source = 'test/bench/panel/panelBench.ts';
  await bundle([source]);
  process.env['EMBERLINE_ROOT'] = inRepository();
  const { measurePanel } = createRequire(import.meta.url)(bundleOf(source));
  const browser = await ensureBrowser();
  const rows = [];
  for (const nodes of PANEL_NODES) {
    const { firstPaintMs, drawP95Ms, frameP95Ms } = await measurePanel(browser, nodes);
    rows.push(`| ${nodes.toLocaleString('en')} | ${milliseconds(firstPaintMs)} | ${milliseconds(drawP95Ms)} | ${milliseconds(frameP95Ms)} |`);
  }
  return ['| nodes | first paint | drawing, 95th percentile | frame while zooming, 95th percentile |', '|---|---|---|---|', ...rows].join('\n');
}

/** @param {string} script @returns {() => Promise<string>} */
function python(script) {
  return async () => {
    const { findInterpreters } = await import('./lib/interpreters.mjs');
    const interpreters = await findInterpreters();
    const [first] = interpreters;
    if (first === undefined) {
      throw new Error('No CPython from 3.9 on was found: install python3, or name one in EMBERLINE_PYTHONS.');
    }
    const { code, output } = await run(first.executable, [inRepository(script), '--engine', 'native', 'python', '--python', ...interpreters.map(({ executable }) => executable)]);
    if (code !== 0) {
      throw new Error(`${script} failed:\n${output}`);
    }
    return output.trim();
  };
}

/** @type {Record<string, { title: string, measure: () => Promise<string> }>} */
const BENCHES = {
  truth: { title: 'Lines against the truth', measure: python('test/bench/truth/run.py') },
  panel: { title: 'The panel', measure: panel },
};

function machine() {
  const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${cpu}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, Node ${process.version}`;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean', default: false } } });
const unknown = positionals.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}: there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
await ensureDependencies();
const { buildAll } = await import('./lib/build.mjs');
await buildAll({ echo: true });

/** @type {string[]} */
const sections = [];
for (const [name, { title, measure }] of Object.entries(BENCHES)) {
  if (positionals.length === 0 || positionals.includes(name)) {
    console.error(`> ${name}`);
    const section = `### ${title}\n\n\`npm run bench -- ${name}\` on ${machine()}:\n\n${await measure()}\n`;
    console.log(section);
    sections.push(section);
  }
}
if (values.write) {
  const readme = inRepository('README.md');
  const text = readFileSync(readme, 'utf8');
  writeFileSync(readme, text.replace(/(<!-- bench:begin -->)[^]*(<!-- bench:end -->)/, (_, begin, end) => `${begin}\n\n${sections.join('\n')}\n${end}`));
  console.error('> wrote README.md');
}
