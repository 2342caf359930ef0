/** Carries a file's plan over to the text as it is now: where each line stands, and what was edited since the run. Pure. */
import type { LineMap } from '../../core/lineMap';
import { figureGaps, layOutFigures, staleFigure, visualLength } from './figures';
import type { LinePlan } from './linePlan';

/** An expression that is nearly all of its line tells nothing that the line's heat does not. */
const MOST_OF_LINE = 0.85;

export interface PlacedExpression {
  /** 1-based lines, 0-based UTF-16 columns, the end exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly strength: 1 | 2 | 3;
}

export interface PlacedLine {
  /** 1-based, in the text as it is now. */
  readonly line: number;
  readonly channel: LinePlan['channel'];
  /** 0: no fill, because there is no heat or because the line was edited. */
  readonly level: LinePlan['level'];
  readonly stale: boolean;
  readonly figure: string;
  /** Columns between the line's end and its figure. */
  readonly gap: number;
  readonly expressions: readonly PlacedExpression[];
}

export interface TextNow {
  /** Text of a 1-based line. */
  lineText(line: number): string;
  readonly tabSize: number;
}

export function placeLines(plans: readonly LinePlan[], map: LineMap, text: TextNow): PlacedLine[] {
  const figures = layOutFigures(plans);
  const placed: Omit<PlacedLine, 'gap'>[] = [];
  for (const plan of plans) {
    const line = map.currentLine(plan.line);
    if (line === null) continue;
    const stale = !map.isUnchanged(line);
    const figure = figures.get(plan.line) ?? '';
    placed.push({
      line,
      channel: plan.channel,
      level: stale ? 0 : plan.level,
      stale,
      figure: stale && figure !== '' ? staleFigure(figure) : figure,
      expressions: stale ? [] : plan.expressions.flatMap((expression) => placeExpression(expression, map, text)),
    });
  }
  const gaps = figureGaps(placed.map(({ line }) => visualLength(text.lineText(line), text.tabSize)));
  return placed.map((line, index) => ({ ...line, gap: gaps[index] ?? 0 }));
}

function placeExpression(expression: LinePlan['expressions'][number], map: LineMap, text: TextNow): PlacedExpression[] {
  const line = map.currentLine(expression.line);
  const endLine = map.currentLine(expression.endLine);
  if (line === null || endLine === null || endLine < line || !map.isUnchangedBetween(line, endLine)) return [];
  const column = utf16Column(text.lineText(line), expression.column);
  const endColumn = utf16Column(text.lineText(endLine), expression.endColumn);
  if (line === endLine && endColumn - column >= MOST_OF_LINE * text.lineText(line).trim().length) return [];
  return [{ line, column, endLine, endColumn, strength: expression.strength }];
}

/** Position in a line from CPython's columns, which count UTF-8 bytes. */
export function utf16Column(text: string, bytes: number): number {
  let seen = 0;
  let column = 0;
  for (const character of text) {
    if (seen >= bytes) break;
    const code = character.codePointAt(0) ?? 0;
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    column += character.length;
  }
  return column;
}
