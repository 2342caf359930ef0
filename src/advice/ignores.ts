/** Comments that silence advice: `# emberline: ignore` or `# emberline: ignore[rule, rule]`, on the line or alone above it. */
import type { TextEdit } from '../core/advice';
import type { SourceFile } from './sourceFile';
import { insertAt } from './edits';

const COMMENT = /#\s*emberline:\s*ignore(?:\[([^\]]*)\])?/;

export function isIgnored(file: SourceFile, rule: string, line: number): boolean {
  const above = line > 1 ? file.line(line - 1).trim() : '';
  return silences(file.line(line), rule) || (above.startsWith('#') && silences(above, rule));
}

function silences(text: string, rule: string): boolean {
  const found = COMMENT.exec(text);
  return found !== null && (found[1] === undefined || found[1].split(',').some((each) => each.trim() === rule));
}

/** Silences one rule on one line: adds to the comment that is there, else puts one above the line. */
export function ignoreEdit(file: SourceFile, rule: string, line: number): TextEdit {
  const start = file.lineStart(line);
  for (const [text, from] of [[file.line(line), start] as const, [line > 1 ? file.line(line - 1) : '', file.lineStart(line - 1)] as const]) {
    const found = COMMENT.exec(text);
    if (found?.[1] !== undefined && (from === start || text.trim().startsWith('#'))) {
      return insertAt(from + found.index + found[0].length - 1, `, ${rule}`);
    }
  }
  const indent = /^[ \t]*/.exec(file.line(line))?.[0] ?? '';
  return insertAt(start, `${indent}# emberline: ignore[${rule}]${file.lineEnd}`);
}
