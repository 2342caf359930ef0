/** What `npm run lint` asks of the code: types are checked, promises awaited, files small, and folders import one way. */
import tseslint from 'typescript-eslint';

/**
 * Forbids these imports, as one types; test/unit/architecture.test.ts checks the whole folder map.
 * @typedef {{ group: string[], message: string }} Forbidden
 * @param {...Forbidden} patterns
 * @returns {import('eslint').Linter.RulesRecord}
 */
function forbidImports(...patterns) {
  return { 'no-restricted-imports': ['error', { patterns }] };
}

const NO_VSCODE = { group: ['vscode'], message: 'Only src/extension imports vscode.' };
const NO_D3 = { group: ['d3', 'd3-*'], message: 'Only src/webview imports d3.' };
const NO_EXECA = { group: ['execa'], message: 'Only src/run starts processes.' };
const NO_NODE = { group: ['node:*', 'fs', 'path', 'os', 'child_process', 'net', 'crypto'], message: 'This folder runs without Node.' };

/** @param {...string} folders @returns {Forbidden} */
function outside(...folders) {
  return { group: folders.map((folder) => `**/${folder}/**`), message: 'See the folder map in CONTRIBUTING.md.' };
}

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'out/', '.vscode-test/', 'src/protocol/recordTable.ts', '**/*.d.ts'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      curly: ['error', 'multi-line'],
      'no-console': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true }],
      'max-params': ['error', 5],
      'max-len': ['error', { code: 140, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
    },
  },
  {
    // Columns are indexed by ids and rows that the reader has checked; `!` says so, a default would hide a fault.
    files: ['src/core/**', 'src/protocol/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['src/core/**'], rules: forbidImports(NO_VSCODE, NO_D3, NO_EXECA, NO_NODE, outside('protocol', 'run', 'extension', 'server', 'webview', 'cli')) },
  { files: ['src/protocol/**'], rules: forbidImports(NO_VSCODE, NO_D3, NO_EXECA, NO_NODE, outside('run', 'extension', 'server', 'webview', 'cli')) },
  { files: ['src/run/**'], rules: forbidImports(NO_VSCODE, NO_D3, outside('extension', 'server', 'webview', 'cli')) },
  { files: ['src/extension/**'], rules: forbidImports(NO_D3, NO_EXECA, outside('server', 'webview', 'cli')) },
  { files: ['src/server/**'], rules: forbidImports(NO_VSCODE, NO_D3, NO_EXECA, outside('run', 'extension', 'webview', 'cli')) },
  { files: ['src/webview/**'], rules: forbidImports(NO_VSCODE, NO_EXECA, NO_NODE, outside('run', 'extension', 'server', 'cli')) },
  { files: ['src/cli/**'], rules: { ...forbidImports(NO_VSCODE, NO_D3, NO_EXECA, outside('extension', 'server', 'webview')), 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // A suite is one function; its tests are not.
      'max-lines-per-function': 'off',
      'no-console': 'off',
    },
  },
);
