/** Opens a recording that was named on the command line. */
import { readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { EmberlineError } from '../core/errors';
import type { Recording } from '../core/recording';
import { recordingBytes } from '../protocol/openBytes';
import { readRecording } from '../protocol/readRecording';

/** @throws EmberlineError when the file cannot be read or is no recording */
export function openRecording(file: string, cwd: string): Recording {
  const bytes = readBytes(file, cwd);
  try {
    return readRecording(bytes);
  } catch (error) {
    if (error instanceof EmberlineError) {
      throw new EmberlineError(error.code, `${file}: ${error.message}`, error.hint, { cause: error });
    }
    throw error;
  }
}

/** @throws EmberlineError recording-unreadable */
export function readBytes(file: string, cwd: string): Uint8Array {
  try {
    const whole = path.resolve(cwd, file);
    return recordingBytes(new Uint8Array(readFileSync(whole)), path.basename(file), statSync(whole).mtimeMs);
  } catch (error) {
    if (error instanceof EmberlineError) {
      throw new EmberlineError(error.code, `${file}: ${error.message}`, error.hint, { cause: error });
    }
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'reading it is not allowed' : code;
    throw new EmberlineError('recording-unreadable', `${file} cannot be opened: ${why}.`, 'Name an .ember file that can be read.', { cause: error });
  }
}
