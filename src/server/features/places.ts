/** The edge to LSP: 1-based lines become its 0-based ranges here, and its positions become lines. */
import type { Position, Range } from 'vscode-languageserver';

export function toLspRange(line: number, startCharacter: number, endCharacter: number): Range {
  return { start: { line: line - 1, character: startCharacter }, end: { line: line - 1, character: endCharacter } };
}

export function toLine(position: Position): number {
  return position.line + 1;
}
