/** Reads `.env` files with the rules of launch.json's envFile: comments, export, quotes, `${NAME}` of what came before. */

const ASSIGNMENT = /^\s*(?:export\s+)?([\p{L}_][\p{L}\p{N}_.]*)\s*=\s*(.*?)\s*$/su;

/**
 * @param text of the file
 * @param known variables that `${NAME}` may speak of beside those of the file
 */
export function parseEnvFile(text: string, known: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const line of logicalLines(text)) {
    const match = ASSIGNMENT.exec(line);
    const [, name, raw] = match ?? [];
    if (name === undefined || raw === undefined) continue;
    variables[name] = readValue(raw, (wanted) => variables[wanted] ?? known[wanted] ?? '');
  }
  return variables;
}

/** Lines without comments; a quoted value may go over several. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open: string | null = null;
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r?\n/u)) {
    if (open !== null) lines[lines.length - 1] += `\n${line}`;
    else if (/^\s*(?:#|$)/u.test(line)) continue;
    else lines.push(line);
    open = openQuote(lines[lines.length - 1] ?? '');
  }
  return lines;
}

/** The quote that a value begins with and does not end, if any. */
function openQuote(line: string): string | null {
  const quote = /^[^=]*=\s*(["'])/u.exec(line)?.[1];
  if (quote === undefined) return null;
  const value = line.slice(line.indexOf(quote) + 1);
  return closingQuote(value, quote) < 0 ? quote : null;
}

function closingQuote(value: string, quote: string): number {
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\' && quote === '"') at += 1;
    else if (value[at] === quote) return at;
  }
  return -1;
}

function readValue(raw: string, lookUp: (name: string) => string): string {
  const quote = raw[0];
  if (quote === '"' || quote === "'") {
    const end = closingQuote(raw.slice(1), quote);
    const inner = end < 0 ? raw.slice(1) : raw.slice(1, end + 1);
    return quote === "'" ? inner : substitute(inner.replace(/\\n/gu, '\n').replace(/\\(["\\])/gu, '$1'), lookUp);
  }
  return substitute(raw.replace(/\s+#.*$/u, ''), lookUp);
}

function substitute(value: string, lookUp: (name: string) => string): string {
  return value.replace(/(\\?)\$\{([\p{L}_][\p{L}\p{N}_]*)\}/gu, (whole, escape: string, name: string) =>
    escape === '' ? lookUp(name) : whole.slice(1),
  );
}
