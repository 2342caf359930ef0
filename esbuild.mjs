/** `npm run build` and `npm run watch`: bundles every runtime into dist/ and copies what is shipped as it is. */
import { watch as watchFolder } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { mirror } from './scripts/lib/mirror.mjs';
import { inRepository, repositoryRoot } from './scripts/lib/paths.mjs';

const production = process.argv.includes('--production');
const watching = process.argv.includes('--watch');
const outAt = process.argv.indexOf('--out');
/** Where everything goes: dist/, or the folder after --out. */
const dist = outAt > 0 ? path.resolve(process.argv[outAt + 1] ?? 'dist') : inRepository('dist');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: repositoryRoot,
  bundle: true,
  minify: production,
  keepNames: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  target: 'es2023',
};

/** @type {esbuild.BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  // import() of a bundle beside this one becomes require(), which resolves it as it is written.
  supported: { 'dynamic-import': false },
  // The ES module of web-tree-sitter needs import.meta.url, which a CommonJS bundle has not.
  alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' },
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  // Three bundles, each required when it is first needed: activation loads the first one alone.
  { ...node, entryPoints: ['src/extension/extension.ts'], outfile: path.join(dist, 'extension.js'), external: ['vscode', './host'] },
  { ...node, entryPoints: ['src/extension/host.ts'], outfile: path.join(dist, 'host.js'), external: ['vscode', './languageClient'] },
  { ...node, entryPoints: ['src/extension/languageClient.ts'], outfile: path.join(dist, 'languageClient.js') },
  { ...node, entryPoints: ['src/server/server.ts'], outfile: path.join(dist, 'server.js') },
  { ...node, entryPoints: ['src/cli/cli.ts'], outfile: path.join(dist, 'cli.js'), banner: { js: '#!/usr/bin/env node' } },
  { ...common, platform: 'browser', format: 'iife', entryPoints: ['src/webview/main.ts'], outfile: path.join(dist, 'webview/panel.js') },
  { ...common, platform: 'browser', entryPoints: ['src/webview/panel.css'], outfile: path.join(dist, 'webview/panel.css') },
];

const COPIED = {
  'src/shim': 'shim',
  'node_modules/web-tree-sitter/web-tree-sitter.wasm': 'web-tree-sitter.wasm',
  'node_modules/tree-sitter-python/tree-sitter-python.wasm': 'tree-sitter-python.wasm',
};

function copyStatic() {
  for (const [from, to] of Object.entries(COPIED)) {
    mirror(inRepository(from), path.join(dist, to), (file) => !/\.(pyc|md)$/.test(file));
  }
}

copyStatic();
if (watching) {
  const contexts = await Promise.all(bundles.map((options) => esbuild.context({ ...options, logLevel: 'info' })));
  await Promise.all(contexts.map((context) => context.watch()));
  watchFolder(inRepository('src/shim'), { recursive: true }, copyStatic);
} else {
  await Promise.all(bundles.map((options) => esbuild.build(options)));
}
