/** The only place that shows messages: one sentence, its next step, and at most two buttons. */
import * as vscode from 'vscode';
import { EmberlineError, type ErrorCode } from '../core/errors';
import type { CommandId } from './contributions';
import type { Log } from './log';

interface Button {
  readonly title: string;
  readonly command: CommandId | 'workbench.trust.manage' | 'workbench.action.files.saveAs' | 'workbench.action.openSettings';
  readonly args?: readonly unknown[];
}

const SELECT: Button = { title: 'Select Interpreter', command: 'emberline.selectInterpreter' };
const OPEN: Button = { title: 'Open Recording…', command: 'emberline.openRecording' };
const SHOW_LOG: Button = { title: 'Show Log', command: 'emberline.showLog' };
const SETTINGS: Button = { title: 'Open Settings', command: 'workbench.action.openSettings', args: ['emberline.'] };

/** The button that does the next step; Show Log comes second where the log knows more. */
const BUTTONS: Partial<Record<ErrorCode, readonly Button[]>> = {
  'python-not-found': [SELECT, SHOW_LOG],
  'python-too-old': [SELECT],
  'python-not-cpython': [SELECT],
  'python-broken': [SELECT, SHOW_LOG],
  'python-store-stub': [SELECT],
  'program-untitled': [{ title: 'Save As…', command: 'workbench.action.files.saveAs' }],
  'program-unsaved': [{ title: 'Save As…', command: 'workbench.action.files.saveAs' }],
  'program-syntax-error': [],
  'program-not-python': [],
  'workspace-untrusted': [{ title: 'Manage Workspace Trust', command: 'workbench.trust.manage' }],
  'run-in-progress': [{ title: 'Stop It', command: 'emberline.stop' }],
  'recording-empty': [OPEN],
  'recording-foreign': [OPEN],
  'recording-newer': [],
  'setting-invalid': [SETTINGS],
};

/** What was last said, for tests. */
export interface Said {
  readonly code: ErrorCode | null;
  readonly message: string;
}

export class Notifier {
  private last: Said | null = null;

  constructor(private readonly log: Log) {}

  get said(): Said | null {
    return this.last;
  }

  /** Says a failure; anything that is not an EmberlineError is a fault of ours and says so. */
  failure(error: unknown): void {
    const known = error instanceof EmberlineError ? error : null;
    const message = known === null ? `Emberline failed: ${describe(error)}` : `${known.message} ${known.hint}`;
    this.last = { code: known?.code ?? null, message };
    this.log.error(known === null && error instanceof Error ? (error.stack ?? message) : message);
    const buttons = known === null ? [SHOW_LOG] : (BUTTONS[known.code] ?? [SHOW_LOG]);
    void vscode.window.showErrorMessage(message, ...buttons.map(({ title }) => title)).then((title) => press(buttons, title));
  }

  /** Says something that is no failure. Resolves to the button that was pressed. */
  async say(message: string, ...buttons: readonly string[]): Promise<string | null> {
    this.last = { code: null, message };
    this.log.info(message);
    return (await vscode.window.showInformationMessage(message, ...buttons)) ?? null;
  }
}

function press(buttons: readonly Button[], title: string | undefined): void {
  const button = buttons.find((candidate) => candidate.title === title);
  if (button !== undefined) void vscode.commands.executeCommand(button.command, ...(button.args ?? []));
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
