/** Finds a document's costs in the shown recording, whatever way its path is written. */
import { realpathSync } from 'node:fs';
import type * as vscode from 'vscode';
import type { FileCosts } from '../../core/fileCosts';
import type { MetricId } from '../../core/recording';
import type { Shown } from './shownRecording';

export interface DocumentCosts {
  readonly costs: FileCosts;
  /** Weight by line spent in library code. */
  readonly library: ReadonlyMap<number, number>;
  readonly metric: MetricId;
}

const NO_LIBRARY: ReadonlyMap<number, number> = new Map();

export function costsOfDocument(shown: Shown | null, document: vscode.TextDocument): DocumentCosts | null {
  if (shown === null || document.uri.scheme !== 'file') return null;
  const path = recordedPath(shown, document.uri);
  const costs = path === null ? undefined : shown.costs.get(path);
  if (costs === undefined) return null;
  return { costs, library: shown.library.get(costs.path) ?? NO_LIBRARY, metric: shown.selection.metric };
}

/** The path under which the recording knows a file; null: it was not seen running. */
export function recordedPath(shown: Shown, uri: vscode.Uri): string | null {
  const { fsPath } = uri;
  if (shown.costs.has(fsPath)) return fsPath;
  const real = realPath(fsPath);
  if (shown.costs.has(real)) return real;
  const base = baseName(fsPath);
  for (const path of shown.costs.keys()) {
    if (baseName(path) === base && sameFile(realPath(path), real)) return path;
  }
  return null;
}

function sameFile(a: string, b: string): boolean {
  return process.platform === 'win32' || process.platform === 'darwin' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
