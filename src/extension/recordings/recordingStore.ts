/** Recordings of past runs: one folder for all workspaces, a history for each, a limit for all together. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { oldestBeyond } from './storeLimit';

export const RECORDING_SUFFIX = '.ember';

export interface StoredRecording {
  readonly file: string;
  readonly name: string;
  /** Unix epoch, ms. */
  readonly modifiedMs: number;
  readonly size: number;
}

export class RecordingStore {
  /**
   * @param root folder of all recordings
   * @param workspaceKey folder name below it for this workspace's history
   */
  constructor(
    private readonly root: string,
    private readonly workspaceKey: string,
  ) {}

  /** Path for the recording of a run that starts now; its folder exists. */
  async newFile(title: string, now: Date): Promise<string> {
    const folder = path.join(this.root, this.workspaceKey);
    await mkdir(folder, { recursive: true });
    const stamp = now.toISOString().replace(/[:.]/gu, '-').replace(/Z$/u, '');
    const name = title.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._-]+/u, '').slice(0, 60) || 'run';
    return path.join(folder, `${stamp}-${name}${RECORDING_SUFFIX}`);
  }

  /** This workspace's recordings, newest first. */
  async history(): Promise<StoredRecording[]> {
    return (await listRecordings(path.join(this.root, this.workspaceKey))).sort((a, b) => b.modifiedMs - a.modifiedMs);
  }

  /** Removes the oldest recordings of all workspaces until what is left fits; `keep` is never removed. Returns what went. */
  async prune(limitBytes: number, keep: string | null): Promise<string[]> {
    const folders = await readdir(this.root, { withFileTypes: true }).catch(() => []);
    const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const all = await Promise.all(names.map((name) => listRecordings(path.join(this.root, name))));
    const doomed = oldestBeyond(all.flat(), limitBytes, keep);
    await Promise.all(doomed.map((file) => rm(file, { force: true })));
    return doomed;
  }
}

async function listRecordings(folder: string): Promise<StoredRecording[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(RECORDING_SUFFIX));
  const found = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const facts = await stat(file).catch(() => null);
      return facts === null ? null : { file, name, modifiedMs: facts.mtimeMs, size: facts.size };
    }),
  );
  return found.filter((entry) => entry !== null);
}
