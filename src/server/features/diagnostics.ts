/** Diagnostics and their actions: what a run has shown to matter and a rule knows a change for. */
import { type CodeAction, type Diagnostic, DiagnosticSeverity, type Range, type TextEdit as LspEdit } from 'vscode-languageserver';
import { ignoreEdit } from '../../advice/ignores';
import type { Finding, TextEdit } from '../../core/advice';
import { SERVER_COMMANDS } from '../../protocol/lsp';
import type { PythonDocument } from '../pythonDocument';

export const SOURCE = 'Emberline';
export const FIX_KIND = 'quickfix.emberline';

export function diagnosticOf(finding: Finding): Diagnostic {
  const isSeen = finding.cost !== null;
  return {
    range: rangeOf(finding),
    severity: isSeen ? DiagnosticSeverity.Information : DiagnosticSeverity.Hint,
    source: SOURCE,
    code: finding.rule,
    message: finding.reason === null ? finding.sentence : `${finding.sentence} ${finding.reason}`,
  };
}

/** Apply, where the syntax shows that the meaning stays; else the same as a change to look at first. Then the two ways to silence it. */
export function adviceActions(document: PythonDocument, findings: readonly Finding[], range: Range): CodeAction[] {
  return findings.filter((finding) => touches(rangeOf(finding), range)).flatMap((finding) => actionsOf(document, finding));
}

function actionsOf(document: PythonDocument, finding: Finding): CodeAction[] {
  const diagnostics = [diagnosticOf(finding)];
  const { rule, edits, range, safety } = finding;
  const apply: CodeAction[] =
    edits === null || safety !== 'apply'
      ? []
      : [{ title: `Apply: ${lower(finding.title)}`, kind: FIX_KIND, diagnostics, edit: workspaceEdit(document, edits) }];
  const ignored = workspaceEdit(document, [ignoreEdit(document.sourceFile, rule, range.startLine)]);
  const never = { title: 'Never this rule', command: SERVER_COMMANDS.ignoreRule, arguments: [rule] };
  return [
    ...apply,
    { title: `Ignore here (${rule})`, kind: FIX_KIND, diagnostics, edit: ignored },
    { title: `Never this rule (${rule})`, kind: FIX_KIND, diagnostics, command: never },
  ];
}

function workspaceEdit(document: PythonDocument, edits: readonly TextEdit[]): NonNullable<CodeAction['edit']> {
  const file = document.sourceFile;
  const place = (index: number): { line: number; character: number } => {
    const { line, character } = file.positionOf(index);
    return { line: line - 1, character };
  };
  const changes: LspEdit[] = edits.map(({ start, end, text }) => ({ range: { start: place(start), end: place(end) }, newText: text }));
  return { changes: { [document.uri]: changes } };
}

function rangeOf({ range }: Finding): Range {
  return {
    start: { line: range.startLine - 1, character: range.startCharacter },
    end: { line: range.endLine - 1, character: range.endCharacter },
  };
}

function touches(one: Range, other: Range): boolean {
  const isBefore = (a: Range, b: Range): boolean =>
    a.end.line < b.start.line || (a.end.line === b.start.line && a.end.character < b.start.character);
  return !isBefore(one, other) && !isBefore(other, one);
}

function lower(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
