/** `emberline garbage FILE`: runs of the cyclic collector. */
import { garbageJson } from '../../core/json/garbageJson';
import { pauseFacts, pauseSentence, settingsSentence } from '../../core/memory/collectorFacts';
import { cycleSentence, cycleTotalsSentence } from '../../core/memory/cycleText';
import type { CycleShape } from '../../core/objectFacts';
import type { Recording } from '../../core/recording';
import { sourcePlaceOf } from '../../core/referenceChanges';
import { onlyFile, parseArguments } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { runLine } from '../text/facts';
import { shownPath } from '../text/paths';
import { collectionTable } from '../text/referenceTable';

const MOST_SHAPES = 20;

export function garbageCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('garbage', args, { json: { type: 'boolean' } });
  const recording = openRecording(onlyFile('garbage', parsed), terminal.cwd);
  if (parsed.flag('json')) {
    terminal.out(`${JSON.stringify(garbageJson(recording))}\n`);
    return 0;
  }
  const context = { cwd: terminal.cwd, style: terminal.outStyle, width: terminal.outWidth };
  const cycles = recording.cycles.slice(0, MOST_SHAPES).map((shape) => cycleLine(recording, shape, terminal.cwd));
  const totals = recording.cycleTotals === null ? [] : [cycleTotalsSentence(recording.cycleTotals)];
  const settings = settingsSentence(recording);
  const pauses = pauseSentence(pauseFacts(recording.collections), recording.meta.durationNs, 'of the run');
  const table = recording.collections.length === 0 ? [] : collectionTable(recording, recording.collections, context);
  terminal.out(`${[terminal.outStyle.bold(runLine(recording)), pauses, ...(settings === null ? [] : [settings]), ...totals, ...cycles, ...table].join('\n')}\n`);
  return 0;
}

/** `4,211 cycles Node.parent ⇄ Node.children, 9.3 MB, made at tree.py:18`. */
function cycleLine(recording: Recording, shape: CycleShape, cwd: string): string {
  const site = shape.members.find((member) => member.site !== null)?.site ?? null;
  const place = site === null ? null : sourcePlaceOf(recording, site);
  const path = place === null ? undefined : recording.files[place.file]?.path;
  return `${cycleSentence(shape)}${place === null || path === undefined ? '' : `, made at ${shownPath(path, cwd)}:${place.line}`}`;
}
