/** Where a line that something was pinned to stands after an edit. Pure. */

/** One replacement of text; 1-based lines. */
export interface Replacement {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  /** Lines that the new text adds beyond the first. */
  readonly addedLines: number;
}

/** The line after the edit; null when the edit removed it. */
export function followLine(line: number, edit: Replacement): number | null {
  if (line < edit.startLine) return line;
  const shift = edit.addedLines - (edit.endLine - edit.startLine);
  if (line > edit.endLine) return line + shift;
  if (line === edit.startLine) {
    if (edit.startCharacter > 0) return line;
    // Text put in front of a line moves it down; a whole line that goes takes along what was pinned to it.
    if (edit.endLine === line) return line + edit.addedLines;
    return edit.addedLines > 0 ? line : null;
  }
  if (line === edit.endLine) return line + shift;
  return null;
}
