/** `npm run typecheck`: every folder against its own tsconfig.json, two at a time. */
import { globSync } from './lib/files.mjs';
import { repositoryRoot } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';
import path from 'node:path';

const projects = ['tsconfig.json', ...globSync('{src,test}/**/tsconfig.json')];
const tsc = path.join(repositoryRoot, 'node_modules/typescript/bin/tsc');

let failed = 0;
const queue = [...projects];
async function worker() {
  for (let project = queue.shift(); project !== undefined; project = queue.shift()) {
    const { code, output } = await run(process.execPath, [tsc, '-p', project, '--pretty', String(process.stdout.isTTY === true)]);
    // A folder that has no sources yet.
    if (code !== 0 && !output.includes('TS18003')) {
      failed += 1;
      process.stdout.write(output);
    }
  }
}
await Promise.all([worker(), worker()]);
console.log(failed === 0 ? `${projects.length} projects type-check` : `${failed} of ${projects.length} projects have type errors`);
process.exitCode = failed === 0 ? 0 : 1;
