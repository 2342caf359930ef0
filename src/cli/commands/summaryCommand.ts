/** `emberline summary FILE`: what `emberline profile` prints at the end, of any recording. */
import { onlyFile, parseArguments } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { summary } from '../text/summary';

export function summaryCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('summary', args, {});
  const recording = openRecording(onlyFile('summary', parsed), terminal.cwd);
  terminal.out(summary(recording, { cwd: terminal.cwd, style: terminal.outStyle, width: terminal.outWidth }));
  return 0;
}
