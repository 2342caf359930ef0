/**
 * `npm run package`: the extension as one VSIX file that every platform can install, with the native library of each, and as one
 * for each platform with its own alone. `-- --universal`: only the first.
 */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { inRepository } from './lib/paths.mjs';

await ensureDependencies();
const { run } = await import('./lib/processes.mjs');
const native = await run(process.execPath, [inRepository('scripts/native.mjs'), '--all'], { echo: true });
if (native.code !== 0) {
  console.error('The native libraries were not built for every platform: cross-compiling needs pip and the package ziglang of PyPI.');
  process.exit(1);
}
const { PLATFORMS, packageExtension } = await import('./lib/packageExtension.mjs');
const { name, version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
const folder = inRepository('out/packages');
mkdirSync(folder, { recursive: true });
for (const platform of process.argv.includes('--universal') ? [null] : [null, ...Object.keys(PLATFORMS)]) {
  const vsix = await packageExtension(path.join(folder, `${name}${platform === null ? '' : `-${platform}`}-${version}.vsix`), platform);
  console.log(`${path.relative(inRepository('.'), vsix)} (${Math.round(statSync(vsix).size / 1000)} kB)`);
}
