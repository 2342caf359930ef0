/** Reads recordings from disk, with one sentence for each way in which that fails. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { EmberlineError } from '../../core/errors';
import type { Recording } from '../../core/recording';
import { recordingBytes } from '../../protocol/openBytes';
import { readRecording } from '../../protocol/readRecording';

export interface OpenedRecording {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly recording: Recording;
  /** A few words that name it: what ran. */
  readonly title: string;
}

/** @throws EmberlineError recording-unreadable, and what readRecording throws */
export async function openRecordingFile(file: string): Promise<OpenedRecording> {
  const bytes = await readWhole(file);
  const recording = readRecording(bytes);
  return { file, bytes, recording, title: recordingTitle(recording) };
}

async function readWhole(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    // A buffer of its own: the columns are views over it, and it is handed to the panel.
    const { mtimeMs } = await stat(file);
    return recordingBytes(new Uint8Array(await readFile(file)), path.basename(file), mtimeMs);
  } catch (error) {
    if (error instanceof EmberlineError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmberlineError('recording-unreadable', `${path.basename(file)} could not be read: ${reason}.`, 'Choose another recording.');
  }
}

function recordingTitle({ meta }: Recording): string {
  return meta.target.kind === 'module' ? `-m ${meta.target.name}` : path.basename(meta.target.name);
}

/** Hex digest of a source file's bytes, as recordings name it. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
