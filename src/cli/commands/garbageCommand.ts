/** `emberline garbage FILE`: runs of the cyclic collector. */
import { garbageJson } from '../../core/json/garbageJson';
import { onlyFile, parseArguments } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { runLine } from '../text/facts';
import { collectionTable, collectorSentence } from '../text/referenceTable';

export function garbageCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('garbage', args, { json: { type: 'boolean' } });
  const recording = openRecording(onlyFile('garbage', parsed), terminal.cwd);
  if (parsed.flag('json')) {
    terminal.out(`${JSON.stringify(garbageJson(recording))}\n`);
    return 0;
  }
  const context = { cwd: terminal.cwd, style: terminal.outStyle, width: terminal.outWidth };
  const table = recording.collections.length === 0 ? [] : collectionTable(recording, recording.collections, context);
  terminal.out(`${[terminal.outStyle.bold(runLine(recording)), collectorSentence(recording), ...table].join('\n')}\n`);
  return 0;
}
