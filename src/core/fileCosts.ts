/**
 * What the editor needs of one source file: costs by line and by function, for every metric of the run.
 * Pure data (JSON-safe), because it crosses to the language server and to the webview.
 */
import type { MetricId, Origin } from './recording';

/** Weights by metric; a metric that was not measured is absent. */
export type Weights = Readonly<Partial<Record<MetricId, number>>>;

/** One part of a line, from the columns of the code object. */
export interface ExpressionCost {
  readonly line: number;
  readonly endLine: number;
  /** 0-based, UTF-8 bytes. */
  readonly column: number;
  readonly endColumn: number;
  readonly self: Weights;
}

export interface Caller {
  readonly function: string;
  readonly file: string | null;
  /** The line of the call. */
  readonly line: number | null;
  readonly total: Weights;
}

export interface LineCosts {
  readonly line: number;
  /** Qualified name of the function the line belongs to. */
  readonly function: string;
  readonly self: Weights;
  /** Counted once per sample however deep the recursion. */
  readonly total: Weights;
  readonly samples: number;
  /** The hottest parts of the line, most first; empty when columns were not recorded. */
  readonly expressions: readonly ExpressionCost[];
  /** Share 0..1 of the line's own wall time that was spent in C code; null when thread states were not recorded. */
  readonly nativeShare: number | null;
}

export interface FunctionCosts {
  readonly name: string;
  /** Line of the definition. */
  readonly line: number | null;
  readonly self: Weights;
  readonly total: Weights;
  readonly samples: number;
  /** Most expensive first, at most five. */
  readonly callers: readonly Caller[];
}

/** A change of a watched object's count that this line made. */
export interface ReferenceChange {
  readonly line: number;
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly times: number;
}

export interface FileCosts {
  readonly path: string;
  readonly origin: Origin;
  readonly sha256: string | null;
  /** Of the whole run (or the chosen range), so that a share can be told. */
  readonly runTotal: Weights;
  /** Ordered by line. */
  readonly lines: readonly LineCosts[];
  readonly functions: readonly FunctionCosts[];
  readonly references: readonly ReferenceChange[];
}
