/** What a run profiles: a script, a module, or tests of one file. */

export type TestRunner = 'pytest' | 'unittest';

export type RunTarget =
  | { readonly kind: 'script'; readonly path: string; readonly args: readonly string[] }
  | { readonly kind: 'module'; readonly module: string; readonly args: readonly string[] }
  | {
      readonly kind: 'test';
      readonly runner: TestRunner;
      /** Absolute path of the test file. */
      readonly file: string;
      /** `Class::test_x` for pytest, `Class.test_x` for unittest; null: the whole file. */
      readonly testId: string | null;
      readonly args: readonly string[];
    };

/** A few words that name the target to the user: `main.py`, `-m http.server`, `test_x in test_main.py`. */
export function targetTitle(target: RunTarget): string {
  switch (target.kind) {
    case 'script':
      return baseName(target.path);
    case 'module':
      return `-m ${target.module}`;
    case 'test':
      return target.testId === null ? baseName(target.file) : `${target.testId} in ${baseName(target.file)}`;
  }
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
