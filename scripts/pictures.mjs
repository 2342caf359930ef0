/** `npm run pictures [-- TITLE]`: pictures of the real thing, in four themes and two sizes (out/pictures), and for the README (media/pictures). */
import { buildAll } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { globSync } from './lib/files.mjs';

const [grep = null] = process.argv.slice(2);
await ensureDependencies();
const build = await buildAll({ echo: true });
if (build.code !== 0) {
  process.exit(build.code);
}
const { runInWorkbench } = await import('./layers/ui.mjs');
const options = { only: '', grep, requirePython: [], quick: false };
const { failed } = await runInWorkbench('pictures', globSync('test/ui/pictures/**/*.picture.ts'), options);
process.exit(failed === 0 ? 0 : 1);
