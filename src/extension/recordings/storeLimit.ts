/** Which recordings must go so that the rest fits. Pure. */

export interface SizedFile {
  readonly file: string;
  readonly modifiedMs: number;
  readonly size: number;
}

/** The oldest files without which the others stay within the limit; `keep` counts and stays. */
export function oldestBeyond(files: readonly SizedFile[], limitBytes: number, keep: string | null): string[] {
  let total = files.reduce((sum, { size }) => sum + size, 0);
  const doomed: string[] = [];
  for (const { file, size } of [...files].sort((a, b) => a.modifiedMs - b.modifiedMs)) {
    if (total <= limitBytes) break;
    if (file === keep) continue;
    doomed.push(file);
    total -= size;
  }
  return doomed;
}
