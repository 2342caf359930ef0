/** Recordings open by command and by double click, cut short or whole, and can be exported; watches are remembered. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { configure, extensionState, linesOf, openProgram, startOver, untilState, workspaceFolder, writeProgram } from './support/emberline';

const PROGRAM = 'def busy():\n    cache = []\n    for i in range(2_000_000):\n        cache.append(i * i)\n    return cache\n\nbusy()\n';

describe('recordings', () => {
  afterEach(startOver);

  async function recorded(name: string): Promise<{ editor: vscode.TextEditor; file: string }> {
    const editor = await openProgram(name, PROGRAM);
    await vscode.commands.executeCommand('emberline.profileActiveFile');
    const state = await untilState('lines are shown', (now) => linesOf(now, editor.document.uri).length > 0);
    return { editor, file: state.shown?.file ?? '' };
  }

  it('opens again by double click, with the heat', async () => {
    const { file } = await recorded('double.py');
    await startOver();
    const copy = vscode.Uri.file(path.join(workspaceFolder(), 'copy.ember'));
    await vscode.workspace.fs.copy(vscode.Uri.file(file), copy, { overwrite: true });
    await vscode.commands.executeCommand('vscode.open', copy);
    const state = await untilState('it is shown', ({ shown }) => shown?.file === copy.fsPath);
    assert.equal(state.shown?.title, 'double.py');
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(path.join(workspaceFolder(), 'double.py')));
    await untilState('lines are shown', (now) => linesOf(now, editor.document.uri).length > 0);
  });

  it('opens a recording that was cut short', async () => {
    const { file } = await recorded('cut.py');
    const bytes = readFileSync(file);
    const cut = path.join(workspaceFolder(), 'cut.ember');
    await vscode.workspace.fs.writeFile(vscode.Uri.file(cut), bytes.subarray(0, bytes.length - 40));
    await vscode.commands.executeCommand('emberline.openRecording', vscode.Uri.file(cut));
    await untilState('it is shown', ({ shown }) => shown?.file === cut);
  });

  it('keeps a history of this workspace', async () => {
    const { file } = await recorded('history.py');
    assert.ok(path.basename(file).endsWith('-history.py.ember'));
    assert.ok(existsSync(file));
  });

  it('exports what is shown', async () => {
    await recorded('export.py');
    for (const format of ['speedscope', 'collapsed', 'html']) {
      const out = path.join(workspaceFolder(), `out.${format}`);
      await vscode.commands.executeCommand('emberline.exportRecording', format, out);
      assert.ok(existsSync(out), `${format}: ${(await extensionState()).said?.message ?? ''}`);
      assert.match(readFileSync(out, 'utf8'), /busy/u);
    }
  });

  it('hides the figures of a file that has changed since, and says so', async () => {
    // Never open while it ran, so that no version but the one on disk is known.
    await vscode.commands.executeCommand('emberline.profileFile', writeProgram('changed.py', PROGRAM).toString());
    const file = (await untilState('a recording is shown', ({ shown }) => shown?.title === 'changed.py')).shown?.file ?? '';
    await startOver();
    const editor = await openProgram('changed.py', `# longer now\n${PROGRAM}`);
    await vscode.commands.executeCommand('emberline.openRecording', vscode.Uri.file(file));
    const kindOf = (state: Awaited<ReturnType<typeof extensionState>>): string | undefined =>
      state.editors.find(({ uri }) => uri === editor.document.uri.toString())?.kind;
    await untilState('it says that the file has changed', (now) => kindOf(now) === 'changed');
  });

  it('shows another metric when it is chosen', async () => {
    const { editor } = await recorded('metric.py');
    const before = await extensionState();
    assert.equal(before.shown?.selection.metric, 'wall');
    assert.match(before.status.metric, /Time/u);
    assert.ok(linesOf(before, editor.document.uri).every(({ channel }) => channel === 'heat'));
  });

  it('watches a name, follows it, gives it to the run and forgets it', async () => {
    const editor = await openProgram('watched.py', PROGRAM);
    await vscode.window.showTextDocument(editor.document);
    editor.selection = new vscode.Selection(1, 5, 1, 5);
    await vscode.commands.executeCommand('emberline.watchReferencesAtCursor');
    const uri = editor.document.uri.toString();
    assert.deepEqual((await extensionState()).watches, [{ uri, name: 'cache', line: 2 }]);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# above\n'));
    assert.deepEqual((await extensionState()).watches, [{ uri, name: 'cache', line: 3 }]);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('emberline.profileActiveFile');
    const state = await untilState('a recording is shown', ({ shown }) => shown !== null);
    assert.match(readFileSync(state.shown?.file ?? '').toString('latin1'), /"watches":\s*\[\{"name":\s*"cache"/u);
    await vscode.commands.executeCommand('emberline.unwatchReferences', uri, 'cache', 2);
    assert.deepEqual((await extensionState()).watches, []);
  });

  it('profiles in an output channel, and one test by its id', async () => {
    await configure('console', 'outputChannel');
    const text = 'import unittest\n\nclass Case(unittest.TestCase):\n    def test_sum(self):\n        for _ in range(300):\n            sum(range(20000))\n';
    const uri = writeProgram('tests/test_sum.py', text);
    await vscode.commands.executeCommand('emberline.profileTest', uri.toString(), 'Case.test_sum', 'unittest');
    const state = await untilState('a recording is shown', ({ shown }) => shown !== null);
    await configure('console', undefined);
    assert.equal(state.shown?.title, '-m unittest');
  });
});
