/** What the latest run says of the open files: costs by document, looked up by the lines of the text as it is now. */
import type { FileCosts, FunctionCosts, LineCosts, Weights } from '../core/fileCosts';
import type { LineMap } from '../core/lineMap';
import type { MetricId } from '../core/recording';
import type { LineEvidence } from '../advice/lineEvidence';
import type { CostsChanged } from '../protocol/lsp';
import type { Definition } from './definitions';
import type { PythonDocument } from './pythonDocument';

/** The run behind every figure. */
export type RunFacts = Omit<CostsChanged, 'files'>;

/** Costs of a place, and whether its text was edited since the run. */
export interface Found<T> {
  readonly costs: T;
  readonly isEdited: boolean;
}

/** The latest costs, replaced whole. */
export class Evidence {
  private latest: CostsChanged | null = null;

  /** @returns false for costs older than those known, which are dropped */
  replace(costs: CostsChanged): boolean {
    if (this.latest !== null && costs.generation < this.latest.generation) {
      return false;
    }
    this.latest = costs;
    return true;
  }

  /** null: nothing is known of the document, or not yet which version of it ran. */
  of(document: PythonDocument): FileEvidence | null {
    const costs = this.latest?.files[document.uri];
    if (this.latest === null || costs === undefined) {
      return null;
    }
    const map = document.versions.mapOf(costs.sha256);
    const isSettled = map !== null || costs.sha256 === null || document.versions.isUnknown(costs.sha256);
    return isSettled ? new FileEvidence(costs, this.latest, map) : null;
  }

  /** Digest of the version that ran, for a document whose version is still to be found. */
  missingVersion(document: PythonDocument): string | null {
    const digest = this.latest?.files[document.uri]?.sha256 ?? null;
    return digest === null || document.versions.mapOf(digest) !== null || document.versions.isUnknown(digest) ? null : digest;
  }
}

export class FileEvidence {
  constructor(
    readonly costs: FileCosts,
    readonly run: RunFacts,
    /** null: the file is not the one that ran, and how it differs is not known. */
    private readonly map: LineMap | null,
  ) {}

  /** The whole file differs from the one that ran, so no line of it can be told. */
  get isFileChanged(): boolean {
    return this.map === null;
  }

  /** Share 0..1 of the run; null when the metric was not measured, or there was none of it. */
  share(weights: Weights, metric: MetricId): number | null {
    const weight = weights[metric];
    const total = this.costs.runTotal[metric];
    return weight === undefined || total === undefined || total <= 0 ? null : weight / total;
  }

  /** Costs of a line of the present text. */
  lineAt(line: number): Found<LineCosts> | null {
    const recorded = this.map?.recordedLine(line) ?? null;
    if (this.map === null || recorded === null) {
      return null;
    }
    const costs = this.costs.lines.find((each) => each.line === recorded);
    return costs === undefined ? null : { costs, isEdited: !this.map.isUnchanged(line) };
  }

  /** For advice: only lines that read as they did when they ran have anything to say. */
  forAdvice(): LineEvidence {
    const { map, costs } = this;
    const byLine = new Map<number, LineCosts>();
    for (const each of costs.lines) {
      const line = map?.currentLine(each.line) ?? null;
      if (line !== null && map?.isUnchanged(line) === true) byLine.set(line, each);
    }
    return {
      runTotal: costs.runTotal,
      pythonVersion: this.run.python ?? null,
      line: (line) => byLine.get(line) ?? null,
      functionAt: (line) => costs.functions.find((each) => each.line !== null && each.line === (map?.recordedLine(line) ?? 0)) ?? null,
      lines: [...byLine.keys()].sort((one, other) => one - other),
    };
  }

  /** Costs of a function of the present text: by the line it was defined at, else by its name. */
  functionOf(definition: Definition): Found<FunctionCosts> | null {
    const { firstLine, line, endLine, name, qualifiedName } = definition;
    const sameName = (costs: FunctionCosts): boolean => costs.name === qualifiedName || costs.name.split('.').at(-1) === name;
    const recorded = [firstLine, line].map((each) => this.map?.recordedLine(each) ?? null);
    const byLine = this.costs.functions.find((each) => each.line !== null && recorded.includes(each.line) && sameName(each));
    if (byLine !== undefined) {
      return { costs: byLine, isEdited: !(this.map?.isUnchangedBetween(firstLine, endLine) ?? false) };
    }
    const byName = this.costs.functions.find((each) => each.name === qualifiedName && this.isGone(each.line));
    return byName === undefined ? null : { costs: byName, isEdited: true };
  }

  /** The recorded line of a line of the present text. */
  recordedLine(line: number): number | null {
    return this.map?.recordedLine(line) ?? null;
  }

  /** A name alone tells where a function is only when its recorded line is no longer there. */
  private isGone(recordedLine: number | null): boolean {
    return recordedLine === null || this.map === null || this.map.currentLine(recordedLine) === null;
  }
}
