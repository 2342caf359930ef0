/** `emberline calls FILE`: calls that were counted one by one. */
import { EmberlineError } from '../../core/errors';
import { callersOf, callsInAll, costOfCounting, type ExactCalls } from '../../core/exactCalls';
import type { FrameId } from '../../core/ids';
import { callsJson } from '../../core/json/callsJson';
import type { Recording } from '../../core/recording';
import { formatCount, formatDuration } from '../../core/weight';
import { onlyFile, parseArguments } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { runLine } from '../text/facts';
import { shownPath } from '../text/paths';
import { table } from '../text/table';

/** Rows of the table; the JSON form has every function. */
const MOST = 40;
const NAME_MOST = 40;

export function callsCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('calls', args, { json: { type: 'boolean' } });
  const recording = openRecording(onlyFile('calls', parsed), terminal.cwd);
  const { calls } = recording;
  if (calls === null) {
    throw new EmberlineError('recording-without-metric', 'This run did not count its calls.', 'Run emberline profile --calls, or name a .prof file.');
  }
  if (parsed.flag('json')) {
    terminal.out(`${JSON.stringify(callsJson(calls, recording))}\n`);
    return 0;
  }
  const head = calls.tracer === 'imported' ? recording.meta.target.name : runLine(recording);
  terminal.out(`${[terminal.outStyle.bold(head), summaryOf(calls), '', ...rows(calls, recording, terminal)].join('\n')}\n`);
  return 0;
}

function summaryOf(calls: ExactCalls): string {
  const cost = costOfCounting(calls);
  const told = cost === null || calls.perCallNs === null ? '' : ` Counting took about ${formatDuration(cost)} of the run, ${formatDuration(calls.perCallNs)} a call.`;
  return `${formatCount(callsInAll(calls))} calls of ${formatCount(calls.functions.length)} functions, counted.${told}`;
}

function rows(calls: ExactCalls, recording: Recording, terminal: Terminal): string[] {
  const shown = [...calls.functions].sort((one, other) => other.self - one.self).slice(0, MOST);
  const cells = shown.map((each) => [
    formatCount(each.calls),
    formatDuration(each.self),
    formatDuration(each.total),
    nameOf(recording, each.frame),
    placeOf(recording, each.frame, terminal.cwd),
    callersOf(calls, each.frame)
      .flatMap(({ caller, calls: number }) => (caller === null ? [] : [`${nameOf(recording, caller)} ${formatCount(number)}`]))
      .slice(0, 3)
      .join(', '),
  ]);
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const columns = [right('calls'), right('self'), right('total'), { title: 'function', align: 'left', most: NAME_MOST } as const];
  return table([...columns, { title: 'place', align: 'left', most: 36, cut: 'left' }, { title: 'called by', align: 'left' }], cells, terminal.outWidth);
}

function nameOf({ frames }: Recording, id: FrameId): string {
  return frames[id]?.name ?? '';
}

function placeOf({ frames, files }: Recording, id: FrameId, cwd: string): string {
  const frame = frames[id];
  const file = frame === undefined || frame.file === null ? undefined : files[frame.file];
  return file === undefined ? '' : `${shownPath(file.path, cwd)}:${frame?.line ?? '?'}`;
}
