/** A mocha reporter that writes one JSON line per event into the file that EMBERLINE_TEST_EVENTS names: the same for every layer. */
import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

export type TestEvent =
  | { readonly event: 'passed'; readonly title: string; readonly suite: readonly string[]; readonly ms: number }
  | { readonly event: 'failed'; readonly title: string; readonly suite: readonly string[]; readonly message: string }
  | { readonly event: 'skipped'; readonly title: string; readonly suite: readonly string[] }
  | { readonly event: 'end' };

function emit(event: TestEvent): void {
  const file = process.env['EMBERLINE_TEST_EVENTS'];
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify(event)}\n`);
  }
}

function place(test: Mocha.Test): { title: string; suite: readonly string[] } {
  const path = test.titlePath();
  return { title: path[path.length - 1] ?? '', suite: path.slice(0, -1) };
}

export class EventReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Mocha.Runner.constants;
    runner.on(EVENT_TEST_PASS, (test) => emit({ event: 'passed', ...place(test), ms: test.duration ?? 0 }));
    runner.on(EVENT_TEST_PENDING, (test) => emit({ event: 'skipped', ...place(test) }));
    runner.on(EVENT_TEST_FAIL, (test, error: Error) => emit({ event: 'failed', ...place(test), message: error.stack ?? String(error) }));
    runner.once(EVENT_RUN_END, () => emit({ event: 'end' }));
  }
}

/** Runs bundled test files; resolves with the number of failures. */
export async function runMocha(files: readonly string[], timeoutMs: number): Promise<number> {
  const mocha = new Mocha({ ui: 'bdd', timeout: timeoutMs, reporter: EventReporter, slow: 1000, color: false });
  const grep = process.env['EMBERLINE_TEST_GREP'];
  if (grep !== undefined) {
    mocha.grep(new RegExp(grep));
  }
  for (const file of files) {
    mocha.addFile(file);
  }
  return new Promise((resolve) => mocha.run(resolve));
}
