/** `emberline lines FILE`: costs by line. */
import { fileCosts } from '../../core/costs';
import { linesJson } from '../../core/json/linesJson';
import { METRICS } from '../../core/metric';
import { chosenMetric, onlyFile, parseArguments } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { runLine, whyEmpty } from '../text/facts';
import { hottestLines, memoryTable, timeTable } from '../text/lineTables';

/** Rows of the table; the JSON form has every line. */
const MOST = 40;

export function linesCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('lines', args, { json: { type: 'boolean' }, metric: { type: 'string' } });
  const recording = openRecording(onlyFile('lines', parsed), terminal.cwd);
  const metric = chosenMetric(recording, parsed.text('metric'));
  if (parsed.flag('json')) {
    terminal.out(`${JSON.stringify(linesJson(recording))}\n`);
    return 0;
  }
  const context = { cwd: terminal.cwd, style: terminal.outStyle, width: terminal.outWidth };
  const rows = hottestLines(fileCosts(recording, null), metric, MOST);
  const lines = metric === 'wall' || metric === 'cpu' ? timeTable(recording, rows, metric, context) : memoryTable(recording, rows, context);
  const nothing = whyEmpty(recording) ?? `No line has any ${METRICS[metric].title.toLowerCase()}.`;
  terminal.out(`${[terminal.outStyle.bold(runLine(recording)), ...(rows.length === 0 ? [nothing] : lines)].join('\n')}\n`);
  return 0;
}
