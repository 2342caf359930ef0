/** Entry of the unit and ui layers: runs bundled test files in a Node process. */
import { runMocha } from './testEvents';

const files = JSON.parse(process.env['EMBERLINE_TEST_FILES'] ?? '[]') as string[];
const timeoutMs = Number(process.env['EMBERLINE_TEST_TIMEOUT_MS'] ?? 10_000);

void runMocha(files, timeoutMs).then((failures) => process.exit(failures === 0 ? 0 : 1));
