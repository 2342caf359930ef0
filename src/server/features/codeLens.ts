/** Code lenses: the next step above a script, a test or a hot function, with the last run's figure in the same words. */
import type { CodeLens } from 'vscode-languageserver';
import { METRICS } from '../../core/metric';
import type { Weights } from '../../core/fileCosts';
import { formatShare, formatWeight } from '../../core/weight';
import { SERVER_COMMANDS, type ServerOptions } from '../../protocol/lsp';
import type { Definition } from '../definitions';
import type { FileEvidence } from '../evidence';
import type { PythonDocument } from '../pythonDocument';
import { testCases } from '../testCases';
import { toLspRange } from './places';

/** More lenses than these would hide the code that they speak of. */
const HOT_FUNCTIONS = 8;
const MARK = '▷';

export function codeLenses(document: PythonDocument, evidence: FileEvidence | null, options: ServerOptions): CodeLens[] {
  if (!options.codeLens.enabled) {
    return [];
  }
  const tests = options.codeLens.tests ? testLenses(document, evidence, options) : [];
  const tested = new Set(tests.map(({ range }) => range.start.line + 1));
  const functions = functionLenses(document, evidence, options).filter(({ range }) => !tested.has(range.start.line + 1));
  const file = fileLens(document, evidence);
  return [...(file === null ? [] : [file]), ...tests, ...functions];
}

/** At the main guard, else at the top; for a module that only defines things, just when it changed since it was measured. */
function fileLens(document: PythonDocument, evidence: FileEvidence | null): CodeLens | null {
  const { mainGuard, isScript } = document.outline;
  const line = mainGuard ?? 1;
  if (evidence?.isFileChanged === true) {
    return lens(line, `${MARK} Profile again · the file changed since the run`, SERVER_COMMANDS.profileAgain, []);
  }
  if (mainGuard === null && !isScript) {
    return null;
  }
  const total = evidence?.costs.runTotal[evidence.run.metric];
  const figure = evidence === null || total === undefined ? '' : ` · ${formatWeight(total, METRICS[evidence.run.metric].unit)}`;
  return lens(line, `${MARK} Profile${figure}`, SERVER_COMMANDS.profileFile, [document.uri]);
}

function testLenses(document: PythonDocument, evidence: FileEvidence | null, { testRunner, threshold }: ServerOptions): CodeLens[] {
  return testCases(document.outline, document.uri, testRunner).map(({ definition, id }) => {
    const found = definition.kind === 'function' ? (evidence?.functionOf(definition) ?? null) : null;
    const isSeen = found !== null && (evidence?.share(found.costs.total, evidence.run.metric) ?? 0) >= threshold;
    const figure = isSeen && evidence !== null ? figureOf(evidence, found.costs.total, found.isEdited) : '';
    const verb = definition.kind === 'class' ? 'Profile tests' : 'Profile test';
    return lens(definition.line, `${MARK} ${verb}${figure}`, SERVER_COMMANDS.profileTest, [document.uri, id, testRunner]);
  });
}

interface Hot {
  readonly definition: Definition;
  readonly share: number;
  readonly figure: string;
}

function functionLenses(document: PythonDocument, evidence: FileEvidence | null, options: ServerOptions): CodeLens[] {
  const functions = document.outline.definitions.filter(({ kind }) => kind === 'function');
  const hot = evidence === null ? [] : hotFunctions(functions, evidence, options.threshold);
  const figures = new Map(hot.map(({ definition, figure }) => [definition, figure]));
  const shown = options.codeLens.functions
    ? functions.filter((each) => figures.has(each) || each.parent?.kind !== 'function')
    : functions.filter((each) => figures.has(each));
  return shown.map((definition) => {
    const title = `${MARK} Profile${figures.get(definition) ?? ''}`;
    return lens(definition.line, title, SERVER_COMMANDS.profileFunction, [document.uri, definition.qualifiedName]);
  });
}

function hotFunctions(functions: readonly Definition[], evidence: FileEvidence, threshold: number): Hot[] {
  const hot: Hot[] = [];
  for (const definition of functions) {
    const found = evidence.functionOf(definition);
    const share = found === null ? null : evidence.share(found.costs.self, evidence.run.metric);
    if (found !== null && share !== null && share > 0 && share >= threshold) {
      const figure = figureOf(evidence, found.costs.self, found.isEdited);
      hot.push({ definition, share, figure: found.isEdited ? figure : `${figure} self` });
    }
  }
  return hot.sort((one, other) => other.share - one.share).slice(0, HOT_FUNCTIONS);
}

/** ` · 38 % · 1.21 s`, or what it was before the edit. */
function figureOf({ run, costs }: FileEvidence, weights: Weights, isEdited: boolean): string {
  const weight = weights[run.metric];
  const total = costs.runTotal[run.metric];
  if (weight === undefined || total === undefined || total <= 0) {
    return '';
  }
  const share = formatShare(weight / total);
  return isEdited ? ` · ${share} before the edit` : ` · ${share} · ${formatWeight(weight, METRICS[run.metric].unit)}`;
}

function lens(line: number, title: string, command: string, args: readonly unknown[]): CodeLens {
  return { range: toLspRange(line, 0, 0), command: { title, command, arguments: [...args] } };
}
