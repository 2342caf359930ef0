/** Finds functions by name or file and tells what share of the run they have together. */
import type { FrameTree } from './callTree';
import type { Recording } from './recording';

export interface SearchResult {
  /** 1 for each frame that matches. */
  readonly frames: Uint8Array;
  /** 1 for each node whose frame matches. */
  readonly nodes: Uint8Array;
  /** How many nodes with weight match. */
  readonly count: number;
  /** Weight of all that matches, what is nested in another match counted once. */
  readonly total: number;
}

/**
 * @param text a regular expression, or plain text where it is none; without capitals it ignores case. Matches the
 *   qualified name, `file:line` and the path. Empty: null, nothing is searched.
 * @param total total weight by node
 */
export function search(recording: Recording, tree: FrameTree, total: Float64Array, text: string): SearchResult | null {
  if (text === '') {
    return null;
  }
  const frames = matchingFrames(recording, searchPattern(text));
  const nodes = new Uint8Array(tree.length);
  const inMatch = new Uint8Array(tree.length);
  let count = 0;
  let sum = 0;
  for (let node = 0; node < tree.length; node++) {
    const matches = frames[tree.frame[node]!] === 1;
    const nested = node > 0 && inMatch[tree.parent[node]!] === 1;
    if (matches || nested) {
      inMatch[node] = 1;
    }
    if (!matches || !(total[node]! > 0)) {
      continue;
    }
    nodes[node] = 1;
    count++;
    if (!nested) {
      sum += total[node]!;
    }
  }
  return { frames, nodes, count, total: sum };
}

/** The expression that a search text means. */
export function searchPattern(text: string): RegExp {
  const flags = /\p{Lu}/u.test(text) ? '' : 'i';
  try {
    return new RegExp(text, flags);
  } catch {
    return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags);
  }
}

function matchingFrames({ frames, files }: Recording, pattern: RegExp): Uint8Array {
  return Uint8Array.from(frames, ({ name, file, line }) => {
    const path = file === null ? '' : (files[file]?.path ?? '');
    return pattern.test(name) || (path !== '' && pattern.test(`${path}:${line ?? ''}`)) ? 1 : 0;
  });
}
