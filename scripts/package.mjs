/** `npm run package`: the extension as one VSIX file that every platform can install, with the native library of each. */
import { readFileSync, statSync } from 'node:fs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { inRepository } from './lib/paths.mjs';

await ensureDependencies();
const { run } = await import('./lib/processes.mjs');
const native = await run(process.execPath, [inRepository('scripts/native.mjs'), '--all'], { echo: true });
if (native.code !== 0) {
  console.error('The native libraries were not built for every platform: cross-compiling needs pip and the package ziglang of PyPI.');
  process.exit(1);
}
const { packageExtension } = await import('./lib/packageExtension.mjs');
const { name, version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
const vsix = await packageExtension(inRepository(`${name}-${version}.vsix`));
console.log(`${vsix} (${Math.round(statSync(vsix).size / 1000)} kB)`);
