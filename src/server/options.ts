/** What the server shows until the host has said what the user wants. */
import type { ServerOptions } from '../protocol/lsp';

export const DEFAULT_OPTIONS: ServerOptions = {
  codeLens: { enabled: true, functions: false, tests: true },
  threshold: 0.01,
  testRunner: 'pytest',
  advice: { enabled: true, showCandidates: false, ignoredRules: [] },
  watches: {},
};
