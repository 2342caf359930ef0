/** `emberline tree FILE`: the call tree. */
import { callTree, nodeWeights } from '../../core/callTree';
import { flameLayout } from '../../core/flameLayout';
import { foldRecursion, type FoldedTree } from '../../core/foldedTree';
import { treeJson } from '../../core/json/treeJson';
import { METRICS } from '../../core/metric';
import type { MetricId, Recording } from '../../core/recording';
import { siteWeights } from '../../core/siteWeights';
import { formatCount, formatShare, formatWeight } from '../../core/weight';
import { chosenMetric, onlyFile, parseArguments } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { runLine, whyEmpty } from '../text/facts';
import { shownPath } from '../text/paths';
import { table } from '../text/table';

/** Calls with less of the run are left out of the text; the JSON form has them all. */
const THRESHOLD = 0.01;

export function treeCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('tree', args, { json: { type: 'boolean' }, metric: { type: 'string' } });
  const recording = openRecording(onlyFile('tree', parsed), terminal.cwd);
  const metric = chosenMetric(recording, parsed.text('metric'));
  if (parsed.flag('json')) {
    terminal.out(`${JSON.stringify(treeJson(recording))}\n`);
    return 0;
  }
  const lines = treeLines(recording, metric, terminal);
  const nothing = whyEmpty(recording) ?? `No call has any ${METRICS[metric].title.toLowerCase()}.`;
  terminal.out(`${[terminal.outStyle.bold(runLine(recording)), ...(lines.length === 0 ? [nothing] : lines)].join('\n')}\n`);
  return 0;
}

function treeLines(recording: Recording, metric: MetricId, { cwd, outStyle, outWidth }: Terminal): string[] {
  const calls = callTree(recording);
  const tree = foldRecursion(calls, nodeWeights(calls, siteWeights(recording, { metric, range: null })).self);
  const { self, total } = tree.weights;
  const all = total[0] ?? 0;
  const rows = drawingOrder(tree)
    .filter((node) => node > 0 && (total[node] ?? 0) >= THRESHOLD * all)
    .map((node) => {
      const frame = recording.frames[tree.frame[node] ?? 0];
      const path = frame?.file === null || frame?.file === undefined ? undefined : recording.files[frame.file]?.path;
      const place = path === undefined ? '' : `  ${outStyle.dim(`${shownPath(path, cwd)}${frame?.line ? `:${frame.line}` : ''}`)}`;
      const levels = tree.levels[node] ?? 1;
      const depth = levels > 1 ? `  ${outStyle.dim(`calls itself, ${formatCount(levels)} deep`)}` : '';
      const unit = METRICS[metric].unit;
      const figures = [formatShare((total[node] ?? 0) / all), formatWeight(total[node] ?? 0, unit), formatWeight(self[node] ?? 0, unit)];
      return { figures, call: `${'  '.repeat((tree.depth[node] ?? 1) - 1)}${frame?.name ?? ''}${depth}${place}` };
    });
  if (rows.length === 0) {
    return [];
  }
  const columns = (['share', 'total', 'self'] as const).map((title) => ({ title, align: 'right' as const }));
  const figures = table(columns, rows.map((row) => row.figures), outWidth);
  return figures.map((line, at) => `${line}  ${at === 0 ? 'call' : (rows[at - 1]?.call ?? '')}`);
}

/** Depth first, the heaviest child first: as the flame graph is drawn from left to right. */
function drawingOrder(tree: FoldedTree): number[] {
  const { node, x0 } = flameLayout(tree, tree.weights.total);
  const left = new Map(Array.from(node, (id, box) => [id, x0[box] ?? 0]));
  return [...left.keys()].sort((a, b) => (left.get(a) ?? 0) - (left.get(b) ?? 0) || (tree.depth[a] ?? 0) - (tree.depth[b] ?? 0));
}
