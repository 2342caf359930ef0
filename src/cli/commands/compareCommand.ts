/** `emberline compare BEFORE AFTER`: what changed from one run to another, function by function. */
import { functionDiffs, nodeDiff, type FunctionDiff } from '../../core/diff';
import { compareJson } from '../../core/json/compareJson';
import { METRICS } from '../../core/metric';
import type { MetricId, Recording } from '../../core/recording';
import { formatChange, formatRelative, formatWeight } from '../../core/weight';
import { chosenMetric, parseArguments, usageError } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { runLine } from '../text/facts';
import { shownPath } from '../text/paths';
import { table, type Column } from '../text/table';

/** Rows of the table; the JSON form has every function. */
const MOST = 30;
/** Changes of less than this share of the larger run are left out of the text. */
const THRESHOLD = 0.005;

export function compareCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('compare', args, { json: { type: 'boolean' }, metric: { type: 'string' } });
  const [earlier, later, ...more] = parsed.positionals;
  if (earlier === undefined || later === undefined || more.length > 0) {
    throw usageError('compare', 'Two recordings are compared, the earlier one first');
  }
  const [before, after] = [openRecording(earlier, terminal.cwd), openRecording(later, terminal.cwd)];
  const metric = chosenMetric(after, parsed.text('metric'));
  chosenMetric(before, metric);
  if (parsed.flag('json')) {
    terminal.out(`${JSON.stringify(compareJson(before, after, metric))}\n`);
    return 0;
  }
  const head = [`before  ${runLine(before)}`, `after   ${runLine(after)}`].map((line) => terminal.outStyle.bold(line));
  terminal.out(`${[...head, '', wholeLine(before, after, metric), '', ...changes(before, after, metric, terminal)].join('\n')}\n`);
  return 0;
}

function wholeLine(before: Recording, after: Recording, metric: MetricId): string {
  const { whole } = nodeDiff(before, after, metric);
  const { title, unit } = METRICS[metric];
  const [less, more] = unit === 'nanoseconds' ? ['faster', 'slower'] as const : ['less', 'more'] as const;
  const relative = whole.before > 0 && whole.after > 0 ? `, ${formatRelative(whole.after / whole.before, less, more)}` : '';
  return `${title}: ${formatWeight(whole.before, unit)} → ${formatWeight(whole.after, unit)}${relative}`;
}

function changes(before: Recording, after: Recording, metric: MetricId, { cwd, outStyle, outWidth }: Terminal): string[] {
  const { whole } = nodeDiff(before, after, metric);
  const least = THRESHOLD * Math.max(whole.before, whole.after);
  const diffs = functionDiffs(before, after, metric).filter((diff) => Math.abs(changeOf(diff)) > least).slice(0, MOST);
  if (diffs.length === 0) return ['No function changed by half a percent of the run.'];
  const { unit } = METRICS[metric];
  const columns: Column[] = [
    { title: 'change', align: 'right', paint: (text, row) => (diffs[row]?.certain === false ? outStyle.dim(text) : outStyle.bold(text)) },
    { title: 'before', align: 'right' },
    { title: 'after', align: 'right' },
    { title: 'function', align: 'left', most: 40 },
    { title: '', align: 'left', paint: (text) => outStyle.dim(text) },
  ];
  const rows = diffs.map((diff) => [
    `${diff.certain ? '' : '~'}${formatChange(changeOf(diff), unit)}`,
    formatWeight(diff.before.self, unit),
    diff.gone ? 'did not run' : formatWeight(diff.after.self, unit),
    diff.row.frame.name,
    diff.row.path === null ? '' : `${shownPath(diff.row.path, cwd)}${diff.row.frame.line === null ? '' : `:${diff.row.frame.line}`}`,
  ]);
  const note = diffs.every(({ certain }) => certain) ? [] : ['', '~ may be chance: the two runs saw too few samples of it to tell.'];
  return ['Self, by function', ...table(columns, rows, outWidth).map((line) => `  ${line}`), ...note];
}

function changeOf({ before, after }: FunctionDiff): number {
  return after.self - before.self;
}
