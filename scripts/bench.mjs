/**
 * `npm run bench [-- NAME…] [--quick] [--write]`: measures, and prints Markdown tables with the machine they were measured on.
 * --quick: fewer programs, shorter, one interpreter, without other profilers.
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

/** @param {string} script @param {string[]} full @param {string[]} quick @returns {(isQuick: boolean) => Promise<string>} */
function python(script, full, quick) {
  return async (isQuick) => {
    const { findInterpreters } = await import('./lib/interpreters.mjs');
    const interpreters = await findInterpreters();
    const [first] = interpreters;
    if (first === undefined) {
      throw new Error('No CPython from 3.9 on was found: install python3, or name one in EMBERLINE_PYTHONS.');
    }
    const measured = isQuick ? [first] : interpreters;
    const { code, output } = await run(first.executable, [inRepository(script), ...(isQuick ? quick : full), '--python', ...measured.map(({ executable }) => executable)]);
    if (code !== 0) {
      throw new Error(`${script} failed:\n${output}`);
    }
    return output.trim();
  };
}

/** @type {Record<string, { title: string, measure: (isQuick: boolean) => Promise<string> }>} */
const BENCHES = {
  truth: { title: 'Lines against the truth', measure: python('test/bench/truth/run.py', ['--peers'], ['--seconds', '1', '--rounds', '5', '--program', 'lines', 'calls', 'native']) },
  panel: { title: 'The panel', measure: panel },
};

function machine() {
  const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${cpu}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, Node ${process.version}`;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } } });
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
    const section = `### ${title}\n\n\`npm run bench -- ${name}${values.quick ? ' --quick' : ''}\` on ${machine()}:\n\n${await measure(values.quick)}\n`;
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
