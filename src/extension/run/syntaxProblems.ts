/** Shows a syntax error at its line until the file is changed. */
import * as vscode from 'vscode';
import type { SyntaxProblem } from '../../run/syntaxCheck';

export class SyntaxProblems {
  private readonly problems = vscode.languages.createDiagnosticCollection('emberline');
  private readonly listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) this.problems.delete(document.uri);
  });

  show(uri: vscode.Uri, { message, line, column }: SyntaxProblem): void {
    const start = new vscode.Position(line - 1, column ?? 0);
    const range = new vscode.Range(start, new vscode.Position(line - 1, Number.MAX_SAFE_INTEGER));
    const diagnostic = new vscode.Diagnostic(range, `Syntax error: ${message}`, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'Emberline';
    this.problems.set(uri, [diagnostic]);
    void vscode.window.showTextDocument(uri, { selection: new vscode.Range(start, start) });
  }

  clear(uri: vscode.Uri): void {
    this.problems.delete(uri);
  }

  dispose(): void {
    this.listener.dispose();
    this.problems.dispose();
  }
}
