/** The static checks that a whole test run begins with: types and lint, each counted as one test. */
import { run } from '../lib/processes.mjs';
import { inRepository } from '../lib/paths.mjs';

const CHECKS = {
  typecheck: [inRepository('scripts/typecheck.mjs')],
  lint: [inRepository('node_modules/eslint/bin/eslint.js'), 'src', 'test', '--max-warnings', '0'],
};

export async function runChecks() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await Promise.all(
    Object.entries(CHECKS).map(async ([name, args]) => {
      const { code, output } = await run(process.execPath, args);
      counts[code === 0 ? 'passed' : 'failed'] += 1;
      console.log(`    ${code === 0 ? '✓' : '✗'} ${name}`);
      if (code !== 0) {
        console.log(output.replace(/^/gm, '        '));
      }
    }),
  );
  return counts;
}
