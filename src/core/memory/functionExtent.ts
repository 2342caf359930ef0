/** Which lines of a source text a function takes, from its indentation alone: right while a file does not parse, too. */

export interface Extent {
  /** 1-based, inclusive. */
  readonly first: number;
  readonly last: number;
}

const HEADER = /^\s*(async\s+def|def|class)\b/;
/** A signature over several lines ends in a closing bracket that may stand as far left as its `def`. */
const CLOSING = /^\s*[)\]}]/;

/** @param definedAt 1-based line of the definition or of its first decorator */
export function functionExtent(lines: readonly string[], definedAt: number): Extent {
  let header = definedAt;
  while (header < lines.length && !HEADER.test(lines[header - 1]!)) {
    header++;
  }
  if (!HEADER.test(lines[header - 1] ?? '')) {
    return { first: definedAt, last: definedAt };
  }
  const depth = indentation(lines[header - 1]!);
  let last = header;
  for (let line = header + 1; line <= lines.length; line++) {
    const text = lines[line - 1]!;
    if (text.trim() === '') {
      continue;
    }
    const isInside = indentation(text) > depth || CLOSING.test(text);
    if (!isInside) {
      break;
    }
    last = line;
  }
  return { first: definedAt, last };
}

function indentation(text: string): number {
  return text.length - text.trimStart().length;
}
