/** Which functions and classes of a file a test runner would collect, and under which id. */
import type { ServerOptions } from '../protocol/lsp';
import type { Definition } from './definitions';
import type { Outline } from './outline';

export type TestRunner = ServerOptions['testRunner'];

export interface TestCase {
  readonly definition: Definition;
  /** `Class::test_x` or `test_x` for pytest, `Class.test_x` for unittest; the class alone for all of its tests. */
  readonly id: string;
}

const TEST_FILE = /(^|\/)(test_[^/]*|[^/]*_test)\.pyw?$/;
/** Ends of base class names that mean unittest.TestCase or a descendant that is not in this file. */
const TEST_CASE_BASE = /(^|\.)\w*TestCase$/;

/** Tests in the order of their lines. unittest runs only methods of test case classes. */
export function testCases(outline: Outline, uri: string, runner: TestRunner): TestCase[] {
  const isTestFile = TEST_FILE.test(uri);
  const cases = unittestClasses(outline);
  const classes = new Set(outline.definitions.filter((each) => cases.has(each) || (runner === 'pytest' && isPytestClass(each, outline))));
  const found = outline.definitions.filter((definition) => isTest(definition, { classes, runner, isTestFile }));
  const holders = new Set(found.map(({ parent }) => parent));
  const separator = runner === 'pytest' ? '::' : '.';
  return outline.definitions
    .filter((definition) => found.includes(definition) || (classes.has(definition) && holders.has(definition)))
    .map((definition) => ({ definition, id: definition.qualifiedName.split('.').join(separator) }));
}

interface Rules {
  readonly classes: ReadonlySet<Definition>;
  readonly runner: TestRunner;
  readonly isTestFile: boolean;
}

function isTest(definition: Definition, { classes, runner, isTestFile }: Rules): boolean {
  const { kind, name, parent } = definition;
  if (kind !== 'function' || !name.startsWith('test') || isFixture(definition)) {
    return false;
  }
  if (parent !== null) {
    return classes.has(parent);
  }
  return runner === 'pytest' && (isTestFile || name.startsWith('test_'));
}

function isFixture({ decorators }: Definition): boolean {
  return decorators.some((name) => name.split('.').at(-1) === 'fixture');
}

/** Classes at the top of a file, or within another such class: pytest collects no others. */
function isPytestClass(definition: Definition, outline: Outline): boolean {
  const { kind, name, parent } = definition;
  if (kind !== 'class' || !name.startsWith('Test')) {
    return false;
  }
  const hasInit = outline.definitions.some((each) => each.parent === definition && each.name === '__init__');
  return !hasInit && (parent === null || isPytestClass(parent, outline));
}

/** Top-level descendants of unittest.TestCase, also through classes of this file. */
function unittestClasses(outline: Outline): ReadonlySet<Definition> {
  const found = new Set<Definition>();
  const names = new Set<string>();
  const classes = outline.definitions.filter(({ kind, parent }) => kind === 'class' && parent === null);
  for (const definition of classes) {
    if (definition.bases.some((base) => TEST_CASE_BASE.test(base) || names.has(base))) {
      found.add(definition);
      names.add(definition.name);
    }
  }
  return found;
}
