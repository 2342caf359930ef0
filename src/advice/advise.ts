/** Runs the rules over a file: first the cheap question whether its lines matter, then the syntax. */
import type { AdviceCost, Finding, TextRange } from '../core/advice';
import { METRICS } from '../core/metric';
import { formatShare, formatWeight } from '../core/weight';
import { isIgnored } from './ignores';
import { costOf, type LineEvidence, minorOf } from './lineEvidence';
import { RULES } from './registry';
import type { Match, MatchContext, PythonMinor, Rule } from './rule';
import { functionAround, scopeAround } from './scopes';
import type { SourceFile } from './sourceFile';
import type { Syntax } from './syntax';

export interface AdviceOptions {
  /** Share of the run, 0..1, below which a place is left alone. */
  readonly threshold: number;
  /** Also what no run has shown to matter, with `cost` null. */
  readonly showCandidates: boolean;
  /** Rules that the user never wants to hear. */
  readonly ignoredRules: readonly string[];
  /** A rule that threw: its name and the error. The others go on. */
  readonly onFault?: (rule: string, error: unknown) => void;
}

export const DEFAULT_ADVICE: AdviceOptions = { threshold: 0.01, showCandidates: false, ignoredRules: [] };

/** What there is to say of a file, in the order of its text. Without evidence only candidates, if they are wanted. */
export function advise(file: SourceFile, evidence: LineEvidence | null, options: AdviceOptions, rules: readonly Rule[] = RULES): Finding[] {
  const minor = minorOf(evidence?.pythonVersion ?? null) as PythonMinor | null;
  const wanted = rules.filter(
    ({ id, minors }) => !options.ignoredRules.includes(id) && (minors === undefined || minor === null || minors.includes(minor)),
  );
  const byType = new Map<string, Rule[]>();
  for (const rule of wanted) {
    for (const type of rule.on) byType.set(type, [...(byType.get(type) ?? []), rule]);
  }
  const findings: Finding[] = [];
  const context: MatchContext = { file, minor };
  const statements = options.showCandidates ? file.statementsBetween(1, file.lineCount) : hotStatements(file, evidence);
  for (const statement of statements) {
    visit(statement, (node) => {
      for (const rule of byType.get(node.type) ?? []) {
        const finding = judge(rule, node, context, evidence, options);
        if (finding !== null) findings.push(finding);
      }
    });
  }
  return findings.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Statements with a line that was seen running. */
function hotStatements(file: SourceFile, evidence: LineEvidence | null): readonly Syntax[] {
  const found = new Set<Syntax>();
  let last = 0;
  for (const line of evidence?.lines ?? []) {
    if (line <= last) continue;
    for (const statement of file.statementsBetween(line, line)) {
      found.add(statement);
      last = Math.max(last, file.lineOf(statement.end) - 1);
    }
  }
  return [...found];
}

/** Parents first. What holds an error is walked through, but only its sound functions are looked at. */
function visit(node: Syntax, see: (node: Syntax) => void): void {
  if (node.type === 'ERROR') {
    return;
  }
  if (node.isBroken) {
    for (const inner of node.children) visit(inner, inner.type === 'function_definition' || node.type === 'class_definition' ? see : () => undefined);
    return;
  }
  visitSound(node, see);
}

function visitSound(node: Syntax, see: (node: Syntax) => void): void {
  if (node.isNamed) see(node);
  for (const child of node.children) visitSound(child, see);
}

function judge(rule: Rule, node: Syntax, context: MatchContext, evidence: LineEvidence | null, options: AdviceOptions): Finding | null {
  const match = matchSafely(rule, node, context, options);
  if (match === null) return null;
  const { file } = context;
  const weighed = match.weighed ?? match.at;
  const { gain, weight } = rule;
  const lines = [file.lineOf(weighed.start), file.lineOf(weighed.end)] as const;
  const cost = evidence === null ? null : costOf(evidence, ...lines, { gain, weight, threshold: options.threshold });
  const range = rangeOf(file, match.at);
  if ((cost === null && !options.showCandidates) || isIgnored(file, rule.id, range.startLine)) return null;
  return {
    ...{ rule: rule.id, title: rule.title, family: rule.family, gain, range, start: match.at.start, end: match.at.end, cost },
    sentence: sentenceOf(cost, match, lines[0] !== lines[1]),
    ...{ edits: match.edits, safety: match.safety, reason: match.reason, function: ownerOf(file, match.at) },
    requires: { packages: rule.packages ?? [], imports: match.imports ?? [] },
  };
}

function matchSafely(rule: Rule, node: Syntax, context: MatchContext, { onFault }: AdviceOptions): Match | null {
  try {
    return rule.match(node, context);
  } catch (error) {
    onFault?.(rule.id, error);
    return null;
  }
}

/** `Line takes 1.21 s, 38 % of the run: a list is built only to be summed.` */
function sentenceOf(cost: AdviceCost | null, { what }: Match, isLong: boolean): string {
  if (cost === null) {
    return `Not seen to matter in a run: ${what}.`;
  }
  const { metric, weight, share } = cost;
  const subject = isLong ? 'These lines' : 'This line';
  const verb = VERBS[metric][isLong ? 1 : 0];
  return `${subject} ${verb} ${formatWeight(weight, METRICS[metric].unit)}, ${formatShare(share)} of the run: ${what}.`;
}

const VERBS = {
  wall: ['takes', 'take'],
  cpu: ['takes', 'take'],
  allocated: ['allocates', 'allocate'],
  allocations: ['allocates', 'allocate'],
  held: ['holds', 'hold'],
  peak: ['holds at the peak', 'hold at the peak'],
} as const;

function rangeOf(file: SourceFile, node: Syntax): TextRange {
  const start = file.positionOf(node.start);
  const end = file.positionOf(node.end);
  return { startLine: start.line, startCharacter: start.character, endLine: end.line, endCharacter: end.character };
}

function ownerOf(file: SourceFile, node: Syntax): Finding['function'] {
  const owner = node.type === 'function_definition' ? node : functionAround(node);
  if (owner === null) return null;
  const names: string[] = [];
  for (let scope: Syntax | null = owner; scope !== null; scope = scopeAround(scope)) {
    const name = scope.get('name')?.text ?? '<lambda>';
    names.unshift(scope.type === 'class_definition' || scope === owner ? name : `${name}.<locals>`);
  }
  return { name: names.join('.'), line: file.lineOf(owner.start) };
}
