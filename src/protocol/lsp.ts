/** What the extension host and the language server say to each other beyond the Language Server Protocol. */
import type { Finding } from '../core/advice';
import type { FileCosts } from '../core/fileCosts';
import type { MetricId } from '../core/recording';
import type { TimeRange } from '../core/selection';

/** Host → server: the costs that lenses and hovers speak of. Replaces everything said before. */
export const COSTS_CHANGED = 'emberline/costsChanged';
export interface CostsChanged {
  /** Grows by one each time, so that an answer computed for an older one can be dropped. */
  readonly generation: number;
  /** Keyed by document URI. Empty: no recording is shown. */
  readonly files: Readonly<Record<string, FileCosts>>;
  readonly metric: MetricId;
  readonly engine: string;
  /** Version of the Python that ran, `3.12.4`; left out: not known. */
  readonly python?: string;
  readonly sampleCount: number;
  /** Mean time between samples, ns: the resolution of every figure. */
  readonly intervalNs: number;
  /** The chosen part of the run; null or left out: all of it. */
  readonly range?: TimeRange | null;
}

/** Host → server: what the user asked to be shown. */
export const OPTIONS_CHANGED = 'emberline/optionsChanged';
export interface ServerOptions {
  readonly codeLens: { readonly enabled: boolean; readonly functions: boolean; readonly tests: boolean };
  /** Share of the run, 0..1, below which a line is not spoken of. */
  readonly threshold: number;
  readonly testRunner: 'pytest' | 'unittest';
  readonly advice: {
    readonly enabled: boolean;
    /** Also what no run has shown to matter, faintly. */
    readonly showCandidates: boolean;
    /** Ids of rules never to be heard of again. */
    readonly ignoredRules: readonly string[];
  };
  /** Lines (1-based) of the watches by document URI. */
  readonly watches: Readonly<Record<string, readonly { readonly name: string; readonly line: number }[]>>;
}

/** Host → server request: the name (identifier or dotted attribute path) at a place, and where it is bound. null: no name there. */
export const NAME_AT = 'emberline/nameAt';
export interface NameAtParams {
  readonly uri: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based, UTF-16 units. */
  readonly character: number;
}
export interface NameAt {
  readonly name: string;
  /** 1-based line where the name is bound, by Python's scopes; the cursor's line when that is not in the file. */
  readonly line: number;
  /** Qualified name of the function around that line, null at module level. */
  readonly function: string | null;
}

/** Host → server request: the advice for an open document. `version` and `text` say what the edits are for; null: it is not open. */
export const ADVICE = 'emberline/advice';
export interface AdviceParams {
  readonly uri: string;
}
export interface AdviceAnswer {
  readonly version: number;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Commands that a lens, hover or code action may name; the extension registers them. Arguments are JSON. */
export const SERVER_COMMANDS = {
  /** [uri] */
  profileFile: 'emberline.profileFile',
  /** [uri, qualifiedName]: profiles the file, then shows that function. */
  profileFunction: 'emberline.profileFunction',
  /** []: the last run once more, since the file changed. */
  profileAgain: 'emberline.profileAgain',
  /** [uri, testId, runner]: testId is `Class::test_x` or `test_x` for pytest, `Class.test_x` for unittest; `Class` for all of its tests. */
  profileTest: 'emberline.profileTest',
  /** [uri, line (1-based, as recorded: it stays right while the file is edited)] */
  showInFlameGraph: 'emberline.showInFlameGraph',
  /** [uri, line (1-based, as recorded)] */
  showCallers: 'emberline.showCallers',
  /** [uri, name, line (1-based, of the text as it is now)] */
  watchReferences: 'emberline.watchReferences',
  /** [uri, name, line (1-based)] */
  unwatchReferences: 'emberline.unwatchReferences',
  /** [rule]: nothing is said of it any more. */
  ignoreRule: 'emberline.ignoreRule',
} as const;
