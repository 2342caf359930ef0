/** What a rule is: from syntax it says where a change may help, what the change is, and whether it is known to keep the meaning. */
import type { AdviceFamily, Gain, TextEdit } from '../core/advice';
import type { SourceFile } from './sourceFile';
import type { Syntax } from './syntax';

/** `3.9` and so on: the minor versions that rules know. */
export type PythonMinor = 9 | 10 | 11 | 12 | 13 | 14 | 15;

/** The change. Without edits the advice only informs. */
export interface Rewrite {
  readonly edits: readonly TextEdit[] | null;
  /** apply: the syntax shows that it does the same. tryOnly: that must be tried, for the reason given. */
  readonly safety: 'apply' | 'tryOnly';
  /** One sentence; null for apply. */
  readonly reason: string | null;
  readonly imports?: readonly string[];
}

export interface Match extends Rewrite {
  /** What is underlined. */
  readonly at: Syntax;
  /** What costs: its lines are weighed. Left out: `at`. */
  readonly weighed?: Syntax;
  /** What is said of it, after the cost: `to build a list only to be summed`. */
  readonly what: string;
}

/** What the run knows, for the few rules that ask for more than a cost. */
export interface MatchContext {
  readonly file: SourceFile;
  /** Minor version of Python 3 that ran; null when it is not known. */
  readonly minor: PythonMinor | null;
}

export interface Rule {
  /** Kebab case; names the page media/advice/<id>.md and the example folder. */
  readonly id: string;
  readonly title: string;
  readonly family: AdviceFamily;
  readonly gain: Gain;
  /** self: code of the lines themselves; total: what they call as well. */
  readonly weight: 'self' | 'total';
  /** Types of node that it is shown. */
  readonly on: readonly string[];
  /** Minor versions on which the example was measured to gain; left out: all. */
  readonly minors?: readonly PythonMinor[];
  readonly packages?: readonly string[];
  /** null: nothing to say here. Pure; a throw counts as null. */
  readonly match: (node: Syntax, context: MatchContext) => Match | null;
}

/** The change keeps the meaning. */
export function apply(edits: readonly TextEdit[], imports: readonly string[] = []): Rewrite {
  return { edits, safety: 'apply', reason: null, imports };
}

/** The change may alter the meaning, in the way that the sentence says. */
export function tryOnly(edits: readonly TextEdit[], reason: string, imports: readonly string[] = []): Rewrite {
  return { edits, safety: 'tryOnly', reason, imports };
}

/** There is no change that a rewrite of the text could make. */
export function informOnly(reason: string): Rewrite {
  return { edits: null, safety: 'tryOnly', reason };
}

/** apply, or tryOnly where a reason stands against it. */
export function applyUnless(reason: string | null, edits: readonly TextEdit[], imports: readonly string[] = []): Rewrite {
  return reason === null ? apply(edits, imports) : tryOnly(edits, reason, imports);
}
