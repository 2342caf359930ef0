/** Entry of the host layer: VS Code loads it in its extension host and calls `run`. */
import { runMocha } from '../../support/testEvents';

export async function run(): Promise<void> {
  const files = JSON.parse(process.env['EMBERLINE_TEST_FILES'] ?? '[]') as string[];
  const failures = await runMocha(files, 30_000);
  if (failures > 0) {
    throw new Error(`${failures} tests failed`);
  }
}
