/** Everything that cannot be profiled or opened says why in one sentence, and nothing is started. */
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ErrorCode } from '../../src/core/errors';
import { configure, extensionState, openProgram, startOver, untilState, workspaceFolder, writeProgram } from './support/emberline';

async function refusal(command: string, ...args: readonly unknown[]): Promise<{ code: ErrorCode | null; message: string }> {
  await vscode.commands.executeCommand(command, ...args);
  const { said } = await extensionState();
  assert.ok(said, 'something was said');
  return said;
}

describe('refusals', () => {
  afterEach(startOver);

  it('shows a syntax error at its line', async () => {
    const editor = await openProgram('wrong.py', 'x = 1\ndef f(:\n    pass\n');
    const said = await refusal('emberline.profileActiveFile');
    assert.equal(said.code, 'program-syntax-error');
    assert.match(said.message, /^wrong\.py has a syntax error on line 2: /u);
    const own = vscode.languages.getDiagnostics(editor.document.uri).filter(({ source }) => source === 'Emberline');
    assert.deepEqual(own.map(({ range }) => range.start.line), [1]);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '#'));
    assert.equal(vscode.languages.getDiagnostics(editor.document.uri).filter(({ source }) => source === 'Emberline').length, 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('refuses an untitled file and one that is not Python', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'python', content: 'x = 1\n' }));
    assert.equal((await refusal('emberline.profileActiveFile')).code, 'program-untitled');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await openProgram('notes.txt', 'no program\n');
    assert.equal((await refusal('emberline.profileActiveFile')).code, 'program-not-python');
  });

  it('refuses a file whose changes cannot be saved', async () => {
    const editor = await openProgram('locked.py', 'print("old")\n');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# edited\n'));
    // Changed by someone else as well, so that not even a user who may write everything can save it over that.
    writeFileSync(editor.document.uri.fsPath, 'print("someone else")\n');
    chmodSync(editor.document.uri.fsPath, 0o444);
    const said = await refusal('emberline.profileActiveFile');
    assert.equal(said.code, 'program-unsaved');
    assert.match(said.message, /^locked\.py has changes that could not be saved, .*\. Save it, under another name/u);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    chmodSync(editor.document.uri.fsPath, 0o644);
  });

  for (const [name, script, code] of [
    ['missing', null, 'python-not-found'],
    ['broken', 'echo "error while loading shared libraries" >&2; exit 127', 'python-broken'],
    ['old', 'echo "Unknown option: -I" >&2; exit 2', 'python-too-old'],
    ['not CPython', `echo 'emberline-interpreter {"executable":"/pypy","version":"3.10.14","implementation":"pypy"}'`, 'python-not-cpython'],
    ['a Windows Store stub', 'echo "Python was not found; run without arguments to install from the Microsoft Store" >&2; exit 9', 'python-store-stub'],
  ] as const) {
    it(`says so when the interpreter is ${name}`, async () => {
      const interpreter = path.join(workspaceFolder(), `${name.replaceAll(' ', '-')}-python`);
      if (script !== null) {
        writeFileSync(interpreter, `#!/bin/sh\n${script}\n`);
        chmodSync(interpreter, 0o755);
      }
      await configure('python', interpreter);
      await openProgram('fine.py', 'print(1)\n');
      const said = await refusal('emberline.profileActiveFile');
      await configure('python', undefined);
      assert.equal(said.code, code);
      assert.ok(said.message.includes('the setting emberline.python'), said.message);
    });
  }

  it('names a variable that has no meaning', async () => {
    await configure('args', ['${nonsense}']);
    await openProgram('fine.py', 'print(1)\n');
    const said = await refusal('emberline.profileActiveFile');
    await configure('args', undefined);
    assert.deepEqual([said.code, /\$\{nonsense\}/u.test(said.message)], ['setting-invalid', true]);
  });

  it('says what is wrong with a recording', async () => {
    for (const [bytes, code] of [
      ['\u0007\u0000x'.repeat(5000), 'recording-foreign'],
      ['EMBER\0\u0001\0' + '\u0009#'.repeat(5000), 'recording-damaged'],
      ['', 'recording-empty'],
      ['no recording at all', 'recording-foreign'],
      ['EMBER\0\u0009\0', 'recording-newer'],
    ] as const) {
      assert.equal((await refusal('emberline.openRecording', writeProgram('bad.ember', bytes))).code, code);
    }
    const missing = vscode.Uri.file(path.join(workspaceFolder(), 'nowhere.ember'));
    assert.equal((await refusal('emberline.openRecording', missing)).code, 'recording-unreadable');
  });

  it('opens a damaged file by double click without failing', async () => {
    const uri = writeProgram('damaged.ember', 'no recording at all');
    await vscode.commands.executeCommand('vscode.open', uri);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, 'emberline.recording');
    assert.equal((await untilState('nothing is shown', ({ shown }) => shown === null)).shown, null);
  });
});
