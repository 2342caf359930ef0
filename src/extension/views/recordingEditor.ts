/** Opens `.ember` files that are double-clicked: the panel as an editor, with the heat following it. */
import type * as vscode from 'vscode';
import { EmberlineError } from '../../core/errors';
import { openRecordingFile } from '../recordings/recordingFile';
import { Panel, type PanelContent, type PanelParts } from './panel';

/** Never rejects: a file that cannot be read says so in its own page. */
export async function resolveRecordingEditor(uri: vscode.Uri, view: vscode.WebviewPanel, parts: PanelParts): Promise<void> {
  const content = await readContent(uri.fsPath);
  if (content.kind === 'own') parts.adopt(content.opened);
  if (content.kind === 'failed') parts.log.error(`${uri.fsPath}: ${content.message}`);
  new Panel(view, parts, content);
}

async function readContent(file: string): Promise<PanelContent> {
  try {
    return { kind: 'own', opened: await openRecordingFile(file) };
  } catch (error) {
    if (error instanceof EmberlineError) return { kind: 'failed', message: error.message, hint: error.hint };
    return { kind: 'failed', message: `This recording could not be read: ${String(error)}.`, hint: 'See the log for details.' };
  }
}
