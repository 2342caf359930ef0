/**
 * Code actions: watch the name under the cursor, profile the function or test it stands on.
 * Only when asked for, so that no light bulb follows the cursor.
 */
import { type CodeAction, CodeActionTriggerKind, type CodeActionParams } from 'vscode-languageserver';
import { SERVER_COMMANDS, type ServerOptions } from '../../protocol/lsp';
import type { FileEvidence } from '../evidence';
import { watchableNameAt } from '../names';
import { definitionAt } from '../outline';
import type { PythonDocument } from '../pythonDocument';
import { testCases } from '../testCases';
import { toLine } from './places';

/** A kind of our own: these neither fix nor refactor. */
export const ACTION_KIND = 'emberline';

type Request = Pick<CodeActionParams, 'range' | 'context'>;

export function codeActions(
  document: PythonDocument,
  evidence: FileEvidence | null,
  options: ServerOptions,
  { range, context }: Request,
): CodeAction[] {
  const isWanted = context.only?.every((kind) => kind !== '' && kind !== ACTION_KIND) !== true;
  if (!isWanted || context.triggerKind === CodeActionTriggerKind.Automatic) {
    return [];
  }
  const line = toLine(range.start);
  return [
    ...watchActions(document, options, line, range.start.character),
    ...profileActions(document, options, line),
    ...showActions(document, evidence, options, line),
  ];
}

function watchActions(document: PythonDocument, options: ServerOptions, line: number, character: number): CodeAction[] {
  const name = watchableNameAt(document, line, character);
  if (name === null) {
    return [];
  }
  const watched = options.watches[document.uri]?.find((watch) => watch.name === name.name && [line, name.line].includes(watch.line));
  return watched === undefined
    ? [action(`Watch references of ${name.name}`, SERVER_COMMANDS.watchReferences, [document.uri, name.name, name.line])]
    : [action(`Stop watching ${name.name}`, SERVER_COMMANDS.unwatchReferences, [document.uri, watched.name, watched.line])];
}

/** The test around the line, or the function whose header it is. */
function profileActions(document: PythonDocument, { testRunner }: ServerOptions, line: number): CodeAction[] {
  const { uri, outline } = document;
  const definition = definitionAt(outline, line);
  if (definition === null) {
    return [];
  }
  const test = testCases(outline, uri, testRunner).find((each) => each.definition === definition);
  if (test !== undefined) {
    const title = definition.kind === 'class' ? `Profile tests of ${definition.name}` : `Profile test ${definition.name}`;
    return [action(title, SERVER_COMMANDS.profileTest, [uri, test.id, testRunner])];
  }
  const isHeader = definition.kind === 'function' && line <= definition.line;
  return isHeader ? [action(`Profile ${definition.name}`, SERVER_COMMANDS.profileFunction, [uri, definition.qualifiedName])] : [];
}

/** Into the panel, from a line that the run says something of. */
function showActions(document: PythonDocument, evidence: FileEvidence | null, { threshold }: ServerOptions, line: number): CodeAction[] {
  const costs = evidence?.lineAt(line)?.costs;
  const share = costs === undefined ? null : (evidence?.share(costs.total, evidence.run.metric) ?? null);
  if (costs === undefined || share === null || share < threshold) {
    return [];
  }
  return [
    action('Show in flame graph', SERVER_COMMANDS.showInFlameGraph, [document.uri, costs.line]),
    action('Who calls this', SERVER_COMMANDS.showCallers, [document.uri, costs.line]),
  ];
}

function action(title: string, command: string, args: readonly unknown[]): CodeAction {
  return { title, kind: ACTION_KIND, command: { title, command, arguments: [...args] } };
}
