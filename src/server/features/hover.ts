/** The hover: everything the run says of a line or a function, as one small table with at most three actions below. */
import type { Hover, Position } from 'vscode-languageserver';
import { SERVER_COMMANDS, type ServerOptions } from '../../protocol/lsp';
import type { FunctionCosts, LineCosts, Weights } from '../../core/fileCosts';
import { type Definition, type Header } from '../definitions';
import type { FileEvidence, Found } from '../evidence';
import { watchableNameAt } from '../names';
import type { PythonDocument } from '../pythonDocument';
import { callerRows, expressionRow, metricRows, nativeRow, runRow, samplesRow } from './hoverRows';
import { code, commandLink, type Row, table } from './markdown';
import { toLine, toLspRange } from './places';

/** null where the run has nothing to say: below the threshold, or not measured. */
export function hover(document: PythonDocument, evidence: FileEvidence | null, options: ServerOptions, position: Position): Hover | null {
  if (evidence === null) {
    return null;
  }
  const line = toLine(position);
  const header = headerAt(document, line);
  const content = (header && functionHover(evidence, options, header)) ?? lineHover(document, evidence, options, line);
  if (content === null) {
    return null;
  }
  const text = document.line(line);
  const actions = actionLinks(document, content.recordedLine, line, position.character);
  const value = [...content.notes, content.table, actions].join('\n\n');
  const start = text.length - text.trimStart().length;
  return { contents: { kind: 'markdown', value }, range: toLspRange(line, start, text.length) };
}

interface Content {
  readonly notes: readonly string[];
  readonly table: string;
  readonly recordedLine: number | null;
}

function headerAt(document: PythonDocument, line: number): Definition | null {
  const isHeader = (each: Header): boolean => each.kind === 'function' && each.firstLine <= line && line <= each.line;
  return document.outline.definitions.find(isHeader) ?? null;
}

function functionHover(evidence: FileEvidence, options: ServerOptions, definition: Definition): Content | null {
  const found = evidence.functionOf(definition);
  if (found === null || !isSpokenOf(evidence, options, found.costs)) {
    return null;
  }
  const { costs } = found;
  const rows = [...metricRows(evidence, costs), samplesRow(evidence, costs.samples), ...callerRows(evidence, costs), runRow(evidence)];
  return {
    notes: notes(evidence, found, 'function'),
    table: table([`${code(costs.name)} whole function`, 'self', 'total'], rows),
    recordedLine: costs.line,
  };
}

function lineHover(document: PythonDocument, evidence: FileEvidence, options: ServerOptions, line: number): Content | null {
  const found = evidence.lineAt(line);
  if (found === null || !isSpokenOf(evidence, options, found.costs)) {
    return null;
  }
  const { costs } = found;
  const owner = evidence.costs.functions.filter((each) => each.name === costs.function && (each.line ?? 0) <= costs.line).at(-1);
  const rows: Row[] = [
    ...metricRows(evidence, costs),
    samplesRow(evidence, costs.samples),
    ...nativeRow(costs),
    ...(found.isEdited ? [] : expressionRow(document, evidence, costs, line)),
    ...(owner === undefined ? [] : callerRows(evidence, owner)),
    runRow(evidence),
  ];
  return {
    notes: notes(evidence, found, 'line'),
    table: table([`${code(costs.function)} line ${costs.line}`, 'self', 'total'], rows),
    recordedLine: costs.line,
  };
}

function isSpokenOf(evidence: FileEvidence, { threshold }: ServerOptions, { self, total }: { self: Weights; total: Weights }): boolean {
  const metrics = ['wall', 'cpu', 'allocated', 'held', 'peak'] as const;
  const shares = metrics.flatMap((metric) => [evidence.share(self, metric), evidence.share(total, metric)]);
  return shares.some((share) => share !== null && share > 0 && share >= threshold);
}

function notes(evidence: FileEvidence, { isEdited }: Found<LineCosts | FunctionCosts>, place: string): string[] {
  if (evidence.isFileChanged) {
    return ['*The file changed since the run: these figures are from before.*'];
  }
  return isEdited ? [`*The ${place} was edited since the run: these figures are from before the edit.*`] : [];
}

function actionLinks(document: PythonDocument, recordedLine: number | null, line: number, character: number): string {
  const name = watchableNameAt(document, line, character);
  const { uri } = document;
  const links = [
    ...(recordedLine === null
      ? []
      : [
          commandLink('Show in flame graph', SERVER_COMMANDS.showInFlameGraph, [uri, recordedLine]),
          commandLink('Who calls this', SERVER_COMMANDS.showCallers, [uri, recordedLine]),
        ]),
    ...(name === null ? [] : [commandLink('Watch references', SERVER_COMMANDS.watchReferences, [uri, name.name, name.line])]),
  ];
  return links.join(' · ');
}
