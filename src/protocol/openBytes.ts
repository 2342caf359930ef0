/** Files that open as recordings: our own, and Python's pstats. */
import { readPstats } from './pstats';
import { recordingOfPstats } from './pstatsRecording';

/** A marshalled dict, with or without its reference flag: what every pstats file begins with. */
const PSTATS_START: readonly number[] = [0x7b, 0xfb];

/**
 * The bytes of a recording: as they are, or made from a pstats file.
 * @throws EmberlineError recording-foreign for a pstats file that cannot be read
 */
export function recordingBytes(bytes: Uint8Array<ArrayBuffer>, title: string, modifiedMs: number): Uint8Array<ArrayBuffer> {
  const [first] = bytes;
  return first !== undefined && PSTATS_START.includes(first) ? recordingOfPstats(readPstats(bytes), title, modifiedMs) : bytes;
}
