/** Advice as data, which crosses from the rules to editor, panel, recordings and JSON: where, what it costs, what would change. */
import type { MetricId } from './recording';

export type AdviceFamily =
  | 'generators'
  | 'builtins'
  | 'algorithms'
  | 'memory'
  | 'numpy'
  | 'pandas'
  | 'compiled'
  | 'start-up'
  | 'waiting';

/** What a change wins, and so what must cost something before it is offered. */
export type Gain = 'time' | 'memory' | 'either';

/** Replaces [start, end), UTF-16 indices of the text that was read. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Lines 1-based, characters 0-based UTF-16 units, the end exclusive. */
export interface TextRange {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

/** What lines cost now, in one metric. */
export interface AdviceCost {
  readonly metric: MetricId;
  readonly weight: number;
  /** 0..1 of the run. */
  readonly share: number;
  /** Samples of time behind it; 0 where only memory was measured. */
  readonly samples: number;
}

export interface Requirement {
  /** Packages that must be importable before it can be tried, such as `numpy`. */
  readonly packages: readonly string[];
  /** Modules that the change begins to import, such as `itertools`. */
  readonly imports: readonly string[];
}

export interface Finding {
  readonly rule: string;
  readonly title: string;
  readonly family: AdviceFamily;
  readonly gain: Gain;
  readonly range: TextRange;
  /** UTF-16 indices of the same range. */
  readonly start: number;
  readonly end: number;
  /** What it costs now; null for a candidate that no run has shown to matter. */
  readonly cost: AdviceCost | null;
  /** One sentence: the cost and what for. */
  readonly sentence: string;
  /** Of the text as it is now; null: advice without a rewrite. */
  readonly edits: readonly TextEdit[] | null;
  readonly safety: 'apply' | 'tryOnly';
  /** Why it is not safe to apply untried; null when it is. */
  readonly reason: string | null;
  readonly requires: Requirement;
  /** The function that the finding is in, as Python names it, and the line of its `def`; null at module level. */
  readonly function: { readonly name: string; readonly line: number } | null;
}

/** The text after all edits, which may not overlap. @throws RangeError when they do */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, order) => ({ ...edit, order })).sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  let result = '';
  let at = 0;
  for (const edit of ordered) {
    if (edit.start < at) {
      throw new RangeError('Edits overlap.');
    }
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
