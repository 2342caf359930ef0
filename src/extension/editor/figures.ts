/** Lays out the figures of a file so that their digits stand below each other. Pure. */
import type { LinePlan } from './linePlan';

/** Spaces in a decoration's text would be collapsed. */
const SPACE = '\u00a0';
const GAP = SPACE.repeat(3);
const SHARE_WIDTH = 4;

/** Text by recorded line, for lines that have something to say. */
export function layOutFigures(plans: readonly LinePlan[]): Map<number, string> {
  const width = plans.reduce((most, { parts }) => (parts[1] + parts[2] === '' ? most : Math.max(most, timeText(parts[0]).length)), 0);
  const memoryWidth = plans.reduce((most, { parts }) => (parts[2] === '' ? most : Math.max(most, parts[1].length)), 0);
  const texts = new Map<number, string>();
  for (const { line, parts } of plans) {
    const [time, memory, references] = parts;
    const columns = [timeText(time).padEnd(width), memory.padEnd(memoryWidth), references];
    const text = columns.filter((column) => column !== '').join(GAP).trimEnd();
    if (text !== '') texts.set(line, text.replaceAll(' ', SPACE));
  }
  return texts;
}

/** The share right-aligned, so that `4 %` stands below `38 %`. */
function timeText(time: string): string {
  const end = time.indexOf('%') + 1;
  return end === 0 ? time : time.slice(0, end).padStart(SHARE_WIDTH) + time.slice(end);
}

/** What a line that was edited since the run says instead of its figure. */
export function staleFigure(figure: string): string {
  return `${figure.trim()}${SPACE}before${SPACE}the${SPACE}edit`;
}

/** Figures begin at one column, unless a line is longer than this: further right they would be out of sight beside the panel. */
const LONGEST_ALIGNED = 48;
const SMALLEST_GAP = 3;

/**
 * Columns of space before each figure.
 * @param lengths visual length of each line that has a figure
 */
export function figureGaps(lengths: readonly number[]): number[] {
  const column = lengths.reduce((most, length) => (length <= LONGEST_ALIGNED ? Math.max(most, length) : most), 0);
  return lengths.map((length) => Math.max(column - length, 0) + SMALLEST_GAP);
}

/** Columns that a line takes in the editor. */
export function visualLength(text: string, tabSize: number): number {
  let columns = 0;
  for (const character of text.trimEnd()) {
    columns += character === '\t' ? tabSize - (columns % tabSize) : isWide(character) ? 2 : 1;
  }
  return columns;
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(character);
}
