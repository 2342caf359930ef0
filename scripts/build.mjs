/** `npm run build`: everything in dist/: the bundles, the shim, and this machine's native library. */
import { buildAll } from './lib/build.mjs';

const { code, native } = await buildAll({ echo: true });
process.exitCode = code === 0 && native ? 0 : 1;
