/** `emberline references FILE`: watched objects and their counts over time. */
import { referencesJson } from '../../core/json/referencesJson';
import { onlyFile, parseArguments } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { runLine } from '../text/facts';
import { referenceTable } from '../text/referenceTable';

export function referencesCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('references', args, { json: { type: 'boolean' } });
  const recording = openRecording(onlyFile('references', parsed), terminal.cwd);
  if (parsed.flag('json')) {
    terminal.out(`${JSON.stringify(referencesJson(recording))}\n`);
    return 0;
  }
  const context = { cwd: terminal.cwd, style: terminal.outStyle, width: terminal.outWidth };
  const lines =
    recording.objects.length === 0
      ? ['No object was followed: profile with --references NAME.']
      : referenceTable(recording, recording.objects, context);
  terminal.out(`${[terminal.outStyle.bold(runLine(recording)), ...lines].join('\n')}\n`);
  return 0;
}
