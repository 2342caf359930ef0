/** `npm run compat`: CPython's own tests with and without the shim, on every interpreter found that has its `test` package. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { inRepository } from './lib/paths.mjs';

await ensureDependencies();
const { buildAll } = await import('./lib/build.mjs');
const { findInterpreters } = await import('./lib/interpreters.mjs');
const { run } = await import('./lib/processes.mjs');

await buildAll();
let wrong = 0;
let ran = 0;
for (const { executable, version } of await findInterpreters()) {
  const { code: absent } = await run(executable, ['-c', 'import test.test_gc']);
  if (absent !== 0) {
    console.log(`- CPython ${version} comes without its tests (${executable})`);
    continue;
  }
  ran += 1;
  const { code } = await run(executable, [inRepository('test/compat/run.py'), ...process.argv.slice(2)], { echo: true });
  wrong += code === 0 ? 0 : 1;
}
console.log(`${ran} interpreters, ${wrong} with differences`);
process.exit(ran > 0 && wrong === 0 ? 0 : 1);
