/**
 * `npm test`: sets up what is needed, builds, and runs the static checks and the four layers.
 * Options: --layers unit,shim,host,ui   --quick   --only PART_OF_FILE_NAME   --grep TITLE   --require-python 3.9,3.11
 */
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';

/** Loaded when its turn comes: before `npm ci` their imports are not there. @type {Record<string, () => Promise<(options: any) => Promise<any>>>} */
const LAYERS = {
  checks: async () => (await import('./layers/checks.mjs')).runChecks,
  unit: async () => (await import('./layers/unit.mjs')).runUnit,
  shim: async () => (await import('./layers/shim.mjs')).runShim,
  host: async () => (await import('./layers/host.mjs')).runHost,
  ui: async () => (await import('./layers/ui.mjs')).runUi,
};

const { values } = parseArgs({
  options: {
    layers: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    grep: { type: 'string' },
    'require-python': { type: 'string', default: '' },
  },
});

const names = values.layers?.split(',') ?? (values.quick ? ['unit', 'shim'] : Object.keys(LAYERS));
const unknown = names.filter((name) => LAYERS[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no layer ${unknown.join(', ')}: the layers are ${Object.keys(LAYERS).join(', ')}.`);
  process.exit(2);
}

const options = {
  only: values.only,
  grep: values.grep ?? null,
  requirePython: values['require-python'].split(',').filter((minor) => minor !== ''),
  quick: values.quick,
};

await ensureDependencies();
const { buildAll } = await import('./lib/build.mjs');
const build = await buildAll({ echo: true });
const total = { passed: 0, failed: build.code === 0 && build.native ? 0 : 1, skipped: 0 };
const summary = [];
for (const name of build.code === 0 ? names : []) {
  console.log(`\n${name}`);
  const started = Date.now();
  let counts;
  try {
    counts = await (await /** @type {() => Promise<any>} */ (LAYERS[name])())(options);
  } catch (error) {
    console.log(`    ✗ ${error instanceof Error ? error.message : String(error)}`);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  if (counts.passed + counts.failed === 0 && options.grep === null && options.only === '') {
    console.log(`    ✗ the ${name} layer ran nothing`);
    counts.failed = 1;
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  summary.push(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

console.log(`\n${summary.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
