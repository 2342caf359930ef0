/** Open documents and costs for the tests of the language server's parts. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileCosts, FunctionCosts, LineCosts, Weights } from '../../../src/core/fileCosts';
import { splitLines } from '../../../src/core/lineMap';
import type { CostsChanged } from '../../../src/protocol/lsp';
import { Evidence, type FileEvidence } from '../../../src/server/evidence';
import { PythonParser } from '../../../src/advice/parser';
import { PythonDocument } from '../../../src/server/pythonDocument';
import { sha256 } from '../../../src/server/sourceVersions';
import { inRepository } from '../../support/paths';

export const URI = 'file:///project/main.py';

let loading: Promise<PythonParser> | null = null;

/** The parser as it is shipped: from dist. */
export function loadParser(): Promise<PythonParser> {
  loading ??= PythonParser.load(inRepository('dist'));
  return loading;
}

export async function open(text: string | readonly string[], uri: string = URI): Promise<PythonDocument> {
  const joined = typeof text === 'string' ? text : `${text.join('\n')}\n`;
  return new PythonDocument(await loadParser(), TextDocument.create(uri, 'python', 1, joined));
}

/** Replaces the only place where `search` stands, as an editor's incremental change. */
export function replace(document: PythonDocument, search: string, by: string): void {
  const index = document.text.indexOf(search);
  if (index === -1) {
    throw new Error(`The text has no ${JSON.stringify(search)}.`);
  }
  replaceAt(document, index, index + search.length, by);
}

export function replaceAt(document: PythonDocument, start: number, end: number, text: string): void {
  const range = { start: positionAt(document.text, start), end: positionAt(document.text, end) };
  document.update([{ range, text }], document.version + 1);
}

function positionAt(text: string, index: number): { line: number; character: number } {
  const before = splitLines(text.slice(0, index));
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** 1-based line and 0-based character of the n-th `word`. */
export function placeOf(document: PythonDocument, word: string, nth = 1): { line: number; character: number } {
  let index = -1;
  for (let count = 0; count < nth; count++) {
    index = document.text.indexOf(word, index + 1);
  }
  const { line, character } = positionAt(document.text, index);
  return { line: line + 1, character };
}

const NOTHING: Weights = {};

export function lineCosts(line: number, name: string, more: Partial<LineCosts> = {}): LineCosts {
  return { line, function: name, self: NOTHING, total: more.self ?? NOTHING, samples: 0, expressions: [], nativeShare: null, ...more };
}

export function functionCosts(name: string, line: number, more: Partial<FunctionCosts> = {}): FunctionCosts {
  return { name, line, self: NOTHING, total: more.self ?? NOTHING, samples: 0, callers: [], ...more };
}

export function fileCosts(text: string, more: Partial<FileCosts>): FileCosts {
  return {
    path: '/project/main.py',
    origin: 'workspace',
    sha256: sha256(text),
    runTotal: { wall: 2e9, allocated: 200e6 },
    lines: [],
    functions: [],
    references: [],
    ...more,
  };
}

export function costsChanged(files: Readonly<Record<string, FileCosts>>, more: Partial<CostsChanged> = {}): CostsChanged {
  return { generation: 1, files, metric: 'wall', engine: 'native', sampleCount: 2000, intervalNs: 1e6, ...more };
}

/** What the given costs say of a document, which must be one they speak of. */
export function evidenceOf(document: PythonDocument, costs: Partial<FileCosts>, run: Partial<CostsChanged> = {}): FileEvidence {
  const evidence = new Evidence();
  evidence.replace(costsChanged({ [document.uri]: fileCosts(document.text, costs) }, run));
  const found = evidence.of(document);
  if (found === null) {
    throw new Error('The costs do not fit the document.');
  }
  return found;
}

/** Small repeatable random numbers below a bound (mulberry32). */
export function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
