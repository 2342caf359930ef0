/** Tables for terminals: columns as wide as what they hold, the last one cut where the terminal ends. */

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Applied after measuring, so that colours take no room. */
  readonly paint?: (text: string, row: number) => string;
  /** Cells longer than this are cut on the left (`…/long/path.py`) or on the right. */
  readonly most?: number;
  readonly cut?: 'left' | 'right';
}

const GAP = '  ';
const ELLIPSIS = '…';

/**
 * Lines of a table.
 * @param width columns of the terminal; what does not fit is cut from the last column
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const cells = rows.map((row) => columns.map(({ most, cut }, at) => shorten(printable(row[at] ?? ''), most ?? Infinity, cut ?? 'right')));
  const widths = columns.map(({ title }, at) => Math.max(textWidth(title), ...cells.map((row) => textWidth(row[at] ?? ''))));
  const last = columns.length - 1;
  const before = widths.slice(0, last).reduce((sum, columnWidth) => sum + columnWidth + GAP.length, 0);
  const room = Math.max(width - before, MIN_LAST);
  widths[last] = Math.min(widths[last] ?? 0, room);
  const line = (texts: readonly string[], paint: (text: string, column: number) => string): string =>
    columns
      .map(({ align }, at) => {
        const text = at === last ? shorten(texts[at] ?? '', room, 'right') : (texts[at] ?? '');
        const padding = ' '.repeat(Math.max(0, (widths[at] ?? 0) - textWidth(text)));
        const painted = paint(text, at);
        return align === 'right' ? padding + painted : painted + (at === last ? '' : padding);
      })
      .join(GAP)
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  const body = cells.map((row, index) => line(row, (text, column) => columns[column]?.paint?.(text, index) ?? text));
  return titles.every((title) => title === '') ? body : [line(titles, (text) => text), ...body];
}

const MIN_LAST = 10;

/** Cuts a text to a width, with an ellipsis where it was cut. */
export function shorten(text: string, most: number, cut: 'left' | 'right'): string {
  if (textWidth(text) <= most) {
    return text;
  }
  const characters = [...text];
  let kept = '';
  while (characters.length > 0) {
    const next = cut === 'right' ? `${kept}${characters.shift() ?? ''}` : `${characters.pop() ?? ''}${kept}`;
    if (textWidth(next) > most - 1) {
      break;
    }
    kept = next;
  }
  return cut === 'right' ? kept + ELLIPSIS : ELLIPSIS + kept;
}

/** Control characters would move the cursor: names come from programs that we know nothing of. */
export function printable(text: string): string {
  return text.replace(/\t/g, '    ').replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '�');
}

/** Columns that a terminal gives a text: two for East Asian wide characters and emoji, none for combining marks. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!/\p{M}|\u200d/u.test(character)) {
      width += WIDE.test(character) ? 2 : 1;
    }
  }
  return width;
}

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
