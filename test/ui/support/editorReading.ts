/** Reads from the page what the active text editor shows: runs in the browser, so it uses nothing from outside. */

export interface DecoratedLine {
  /** 1-based. */
  readonly line: number;
  /** The texts that decorations put before or after the line's code, in order of appearance. */
  readonly texts: readonly string[];
}

/** What decorations write beside the visible lines, by line number. Lines without such text are left out. */
export function readDecorations(): DecoratedLine[] {
  const content = (style: CSSStyleDeclaration): string => {
    const quoted = /^"(.*)"$/s.exec(style.content)?.[1];
    return quoted === undefined ? '' : quoted.replace(/\\"/g, '"').replace(/\\a /g, '\n').replace(/\u00a0/g, ' ').trim();
  };
  const found = new Map<number, string[]>();
  for (const editor of document.querySelectorAll('.editor-instance .monaco-editor')) {
    const numbers = new Map<string, number>();
    for (const overlay of editor.querySelectorAll<HTMLElement>('.margin-view-overlays > div')) {
      numbers.set(overlay.style.top, Number(overlay.querySelector('.line-numbers')?.textContent ?? Number.NaN));
    }
    for (const view of editor.querySelectorAll<HTMLElement>('.view-lines > .view-line')) {
      const line = numbers.get(view.style.top) ?? Number.NaN;
      for (const span of view.querySelectorAll('span[class*="ced-"]')) {
        for (const pseudo of ['::before', '::after']) {
          const text = content(getComputedStyle(span, pseudo));
          if (text !== '') {
            found.set(line, [...(found.get(line) ?? []), text]);
          }
        }
      }
    }
  }
  return [...found].map(([line, texts]) => ({ line, texts })).sort((a, b) => a.line - b.line);
}

/** The text of the visible terminal, rows joined by line breaks; the DOM renderer shows it as it is. */
export function readTerminal(): string {
  const rows = [...document.querySelectorAll('.terminal-wrapper.active .xterm-rows > div')];
  return rows.map((row) => (row.textContent ?? '').replace(/\u00a0/g, ' ').trimEnd()).join('\n').trimEnd();
}
