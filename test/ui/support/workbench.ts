/**
 * A VS Code window in a browser, with the packed extension installed, for tests and pictures.
 *
 *     describe('heat', () => {
 *       let workbench: Workbench;
 *       before(async () => { workbench = await openWorkbench({ workspace: 'media/examples' }); });
 *       after(() => workbench.close());
 *       it('shows …', async () => {
 *         await workbench.openFile('orders.py');
 *         await workbench.runCommand('Emberline: Profile Active File');
 *         await eventually(async () => assert.ok((await workbench.decorations()).length > 0));
 *       });
 *     });
 *
 * Every window has a copy of its workspace folder of its own, which goes with `close`.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type * as vscode from 'vscode';
import { temporaryFolder, workbenchUrl, type Server } from '../../../scripts/host/server.mjs';
import { inRepository } from '../../support/paths';
import type { HostConnection } from './bridge';
import { readDecorations, readTerminal, type DecoratedLine } from './editorReading';
import { eventually } from './eventually';
import { driverFolder, sharedBridge, sharedBrowser, sharedServer, type UserSettings } from './session';

export const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  highContrastDark: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
} as const;

export const SIZES = { wide: { width: 1600, height: 1000 }, narrow: { width: 1024, height: 720 } } as const;

export interface WorkbenchOptions {
  /** Folder of the repository that is copied as the workspace, default test/fixtures/workspace. */
  readonly workspace?: string;
  readonly theme?: keyof typeof THEMES;
  readonly size?: keyof typeof SIZES | { readonly width: number; readonly height: number };
  /** Settings of this window (written to .vscode/settings.json of the workspace copy). */
  readonly settings?: UserSettings;
  /** Settings that only the user level knows (workspace trust …): they start a server of their own. */
  readonly userSettings?: UserSettings;
  /** More environment of the extension host: starts a server of its own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Device pixels per CSS pixel, for pictures. */
  readonly scale?: number;
}

const open = new Set<Workbench>();

/** The windows that are open now. */
export const openWorkbenches: ReadonlySet<Workbench> = open;

function copyWorkspace(options: WorkbenchOptions): string {
  const folder = path.join(temporaryFolder(), path.basename(options.workspace ?? 'workspace'));
  cpSync(inRepository(options.workspace ?? 'test/fixtures/workspace'), folder, { recursive: true });
  const settings = {
    'workbench.colorTheme': THEMES[options.theme ?? 'dark'],
    'files.exclude': { '**/.vscode': true, '**/__pycache__': true },
    ...options.settings,
  };
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings, null, 2));
  return folder;
}

export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = copyWorkspace(options);
  const [browser, server] = await Promise.all([sharedBrowser(), sharedServer(options.userSettings ?? {}, options.env ?? {})]);
  const size = options.size ?? 'wide';
  const context = await browser.newContext({
    viewport: typeof size === 'string' ? SIZES[size] : size,
    deviceScaleFactor: options.scale ?? 1,
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  const workbench = new Workbench(await context.newPage(), server, folder);
  await workbench.load();
  open.add(workbench);
  return workbench;
}

export class Workbench {
  /** What the window wrote to its console, newest last. */
  readonly console: string[] = [];
  #connection: HostConnection | null = null;

  constructor(
    readonly page: Page,
    private readonly server: Server,
    /** The copy of the workspace folder, absolute. */
    readonly folder: string,
  ) {
    page.on('console', (message) => this.console.push(`${message.type()}: ${message.text()}`));
  }

  /** Loads the window and waits for its extension host. */
  async load(): Promise<void> {
    const { bridge } = await sharedBridge();
    const connected = bridge.nextConnection(this.folder);
    await this.page.goto(workbenchUrl(this.server, { folder: this.folder, developmentPaths: [driverFolder()] }));
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
    this.#connection = await connected;
  }

  /**
   * Loads the window again by VS Code's own command and waits for the new extension host. A navigation of the page is something
   * else: the browser's VS Code writes its layout away once a minute, and before a reload only when it is told of it.
   */
  async reload(): Promise<void> {
    const { bridge } = await sharedBridge();
    const connected = bridge.nextConnection(this.folder);
    await this.runCommand('Developer: Reload Window');
    this.#connection = await connected;
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
  }

  async close(): Promise<void> {
    open.delete(this);
    await this.page.context().close();
    rmSync(path.dirname(this.folder), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** Absolute path of a file of the workspace. */
  path(file: string): string {
    return path.join(this.folder, file);
  }

  /**
   * Carries out a function in the extension host and returns its (JSON) value. It is sent as source text: it sees `api`
   * (the `vscode` module) and its argument, and nothing else of the test.
   */
  async inVscode<A, R>(asked: (api: typeof vscode, argument: A) => R | PromiseLike<R>, argument: A): Promise<R>;
  async inVscode<R>(asked: (api: typeof vscode) => R | PromiseLike<R>): Promise<R>;
  async inVscode(asked: (api: typeof vscode, argument: never) => unknown, argument?: unknown): Promise<unknown> {
    if (this.#connection === null) {
      throw new Error('The window has no extension host yet.');
    }
    return this.#connection.call(asked.toString(), argument);
  }

  /** Executes a command by its identifier; for what a user does, prefer runCommand. */
  execute<R = unknown>(command: string, ...argumentsOfCommand: readonly unknown[]): Promise<R> {
    return this.inVscode((api, [id, rest]) => api.commands.executeCommand<R>(id, ...rest), [command, argumentsOfCommand] as const);
  }

  /**
   * Opens a file of the workspace (or an absolute path), the cursor on a 1-based line, and waits until it is seen: in the group
   * that has it open, else in the first.
   */
  async openFile(file: string, line = 1): Promise<void> {
    await this.inVscode(
      async (api, [target, at]) => {
        const uri = api.Uri.file(target);
        const position = new api.Position(at - 1, 0);
        const group = api.window.tabGroups.all.find(({ tabs }) =>
          tabs.some(({ input }) => input instanceof api.TabInputText && input.uri.fsPath === uri.fsPath),
        );
        const viewColumn = group?.viewColumn ?? api.ViewColumn.One;
        await api.window.showTextDocument(uri, { selection: new api.Range(position, position), preview: false, viewColumn });
      },
      [path.resolve(this.folder, file), line] as const,
    );
    await this.page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
  }

  /** Runs a command as a user does: F1, its title, Enter. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input[type=text]').last();
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Chooses a row of the quick pick that is open. */
  async pick(text: string): Promise<void> {
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
  }

  /** Answers the input box that is open. */
  async answer(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').last();
    await input.fill(text);
    await input.press('Enter');
  }

  /** What decorations write beside the visible lines. */
  decorations(): Promise<DecoratedLine[]> {
    return this.page.evaluate(readDecorations);
  }

  /** The same as plain texts, top to bottom. */
  async decorationTexts(): Promise<string[]> {
    return (await this.decorations()).flatMap(({ texts }) => texts);
  }

  /** A code lens by (part of) its text. */
  codeLens(text: string | RegExp): Locator {
    return this.page.locator('.monaco-editor .codelens-decoration a', { hasText: text }).first();
  }

  async codeLensTexts(): Promise<string[]> {
    return this.page.locator('.monaco-editor .codelens-decoration a').allTextContents();
  }

  /** An item of the status bar by (part of) its text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** The inside of the webview that was opened last; locators, clicks and `evaluate` work in it. */
  panelFrame(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  }

  /** The hover of a place (1-based line and column), as text. */
  async hover(line: number, column: number): Promise<string> {
    await this.inVscode(
      async (api, [row, character]) => {
        const editor = api.window.activeTextEditor;
        if (editor === undefined) {
          throw new Error('No text editor is active.');
        }
        const position = new api.Position(row - 1, character - 1);
        editor.selection = new api.Selection(position, position);
        await api.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn ?? api.ViewColumn.Active });
        await api.commands.executeCommand('editor.action.showHover');
      },
      [line, column] as const,
    );
    const content = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
    await content.waitFor();
    return content.innerText();
  }

  /** Texts of the notifications; they are read in the centre, because toasts stay hidden under automation. */
  async notifications(): Promise<string[]> {
    await this.execute('notifications.showList');
    const items = this.page.locator('.notifications-center .notification-list-item');
    return items.allInnerTexts();
  }

  /** Presses a button of a notification. */
  async pressNotificationButton(notification: string | RegExp, button: string): Promise<void> {
    await this.execute('notifications.showList');
    const item = this.page.locator('.notifications-center .notification-list-item', { hasText: notification }).first();
    await item.getByRole('button', { name: button }).click();
  }

  /** Text of the active terminal. */
  terminalText(): Promise<string> {
    return this.page.evaluate(readTerminal);
  }

  /** Waits until the terminal shows a text. */
  async terminalShows(text: string, timeoutMs = 15_000): Promise<void> {
    await eventually(async () => {
      const shown = await this.terminalText();
      if (!shown.includes(text)) {
        throw new Error(`The terminal does not show ${JSON.stringify(text)}, but:\n${shown}`);
      }
    }, timeoutMs);
  }

  /** Saves a picture of the window as out/screenshots/<name>.png and returns its path. */
  async screenshot(name: string): Promise<string> {
    const file = inRepository('out/screenshots', `${name.replace(/[^\w.-]+/g, '-')}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }
}
