/** Text made safe for a Markdown table, and links that run a command. */

/** Code in a table cell: pipes are escaped, and the fence is longer than any run of backticks within. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padded = longest > 0 ? ` ${text} ` : text;
  return `${fence}${padded.replace(/\|/g, '\\|')}${fence}`;
}

/** The client runs it only if it trusts these commands (`isTrusted.enabledCommands`). */
export function commandLink(title: string, command: string, args: readonly unknown[]): string {
  // Parentheses would end the link early.
  const query = encodeURIComponent(JSON.stringify(args)).replace(/\(/g, '%28').replace(/\)/g, '%29');
  return `[${title}](command:${command}?${query})`;
}

export type Row = readonly [name: string, self: string, total: string];

/** A table of three columns, figures to the right. */
export function table(header: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
  return [line(header), '|:--|--:|--:|', ...rows.map(line)].join('\n');
}
