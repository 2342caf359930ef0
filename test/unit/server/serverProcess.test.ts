/** The server as it is shipped: dist/server.js in a process of its own, spoken to over its standard streams. */
import * as assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import type { CodeLens, Hover, InitializeResult, MarkupContent } from 'vscode-languageserver';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { COSTS_CHANGED, NAME_AT, OPTIONS_CHANGED } from '../../../src/protocol/lsp';
import { DEFAULT_OPTIONS } from '../../../src/server/options';
import { inRepository } from '../../support/paths';
import { costsChanged, fileCosts, functionCosts, lineCosts, URI } from './support';

const TEXT = 'def hot(n):\n    total = n * n\n    return total\n\nif __name__ == "__main__":\n    hot(3)\n';

describe('server process', function () {
  this.timeout(30_000);
  let server: ChildProcess;
  let client: MessageConnection;
  let refreshes: number;

  beforeEach(async () => {
    server = spawn(process.execPath, [inRepository('dist/server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    assert.ok(server.stdin !== null && server.stdout !== null);
    client = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    refreshes = 0;
    client.onRequest('workspace/codeLens/refresh', () => {
      refreshes++;
      return null;
    });
    client.listen();
    const capabilities = { workspace: { codeLens: { refreshSupport: true } } };
    const { capabilities: offered } = await client.sendRequest<InitializeResult>('initialize', { processId: process.pid, rootUri: null, capabilities });
    assert.ok(offered.hoverProvider === true && offered.codeLensProvider && offered.codeActionProvider);
    await client.sendNotification('initialized', {});
  });

  afterEach(async () => {
    await client.sendRequest('shutdown');
    const exit = new Promise<number | null>((resolve) => server.once('exit', resolve));
    await client.sendNotification('exit');
    assert.equal(await exit, 0);
    client.dispose();
  });

  const open = (text: string): Promise<void> =>
    client.sendNotification('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'python', version: 1, text } });
  const lenses = async (): Promise<string[]> => {
    const found = await client.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: URI } });
    return found.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
  };
  const hoverAt = async (line: number): Promise<string | null> => {
    const found = await client.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri: URI }, position: { line: line - 1, character: 5 } });
    return found === null ? null : (found.contents as MarkupContent).value;
  };

  it('shows a run in lenses and hovers, follows edits, and asks the editor to look again', async () => {
    await open(TEXT);
    assert.deepEqual(await lenses(), ['5 ▷ Profile']);
    assert.equal(await hoverAt(2), null);
    const costs = fileCosts(TEXT, {
      lines: [lineCosts(2, 'hot', { self: { wall: 1.5e9 } })],
      functions: [functionCosts('hot', 1, { self: { wall: 1.5e9 } })],
    });
    await client.sendNotification(COSTS_CHANGED, costsChanged({ [URI]: costs }));
    assert.deepEqual(await lenses(), ['5 ▷ Profile · 2 s', '1 ▷ Profile · 75 % · 1.50 s self']);
    assert.match((await hoverAt(2)) ?? '', /\| Time \| 1\.50 s · 75 % \|/);
    assert.equal(refreshes, 1);
    const start = { line: 0, character: 0 };
    const contentChanges = [
      { range: { start, end: start }, text: 'import sys\n\n' },
      { range: { start: { line: 3, character: 16 }, end: { line: 3, character: 17 } }, text: '2' },
    ];
    await client.sendNotification('textDocument/didChange', { textDocument: { uri: URI, version: 2 }, contentChanges });
    assert.deepEqual(await lenses(), ['7 ▷ Profile · 2 s', '3 ▷ Profile · 75 % before the edit']);
    assert.match((await hoverAt(4)) ?? '', /^\*The line was edited/);
    await client.sendNotification(COSTS_CHANGED, costsChanged({}, { generation: 2 }));
    assert.deepEqual(await lenses(), ['7 ▷ Profile']);
  });

  it('answers where a name is bound, and heeds the options', async () => {
    await open(TEXT);
    const name: unknown = await client.sendRequest(NAME_AT, { uri: URI, line: 3, character: 12 });
    assert.deepEqual(name, { name: 'total', line: 2, function: 'hot' });
    await client.sendNotification(OPTIONS_CHANGED, { ...DEFAULT_OPTIONS, codeLens: { enabled: false, functions: true, tests: true } });
    assert.deepEqual(await lenses(), []);
  });

  it('says that the file is not the one that ran once it has looked on disk', async () => {
    await open(TEXT);
    const refreshed = new Promise<void>((resolve) => {
      client.onRequest('workspace/codeLens/refresh', () => {
        refreshes++;
        if (refreshes === 2) {
          resolve();
        }
        return null;
      });
    });
    await client.sendNotification(COSTS_CHANGED, costsChanged({ [URI]: fileCosts('other\n', {}) }));
    await refreshed;
    assert.deepEqual(await lenses(), ['5 ▷ Profile again · the file changed since the run']);
  });

  it('answers nothing for a document that is not open, and goes on after broken text', async () => {
    assert.equal(await client.sendRequest('textDocument/codeLens', { textDocument: { uri: 'file:///none.py' } }), null);
    await open('def f(:\n  """\n\u0000\ud800 ((( \n');
    assert.ok(Array.isArray(await lenses()));
    await client.sendNotification('textDocument/didClose', { textDocument: { uri: URI } });
    assert.equal(await client.sendRequest('textDocument/codeLens', { textDocument: { uri: URI } }), null);
  });
});
