/** A program is profiled in the integrated terminal by a real interpreter, and its lines show what the recording says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { fileCosts } from '../../src/core/costs';
import { heatLevel } from '../../src/core/heat';
import { formatShare } from '../../src/core/weight';
import { readRecording } from '../../src/protocol/readRecording';
import { configure, extensionState, linesOf, openProgram, startOver, untilState, workspaceFolder } from './support/emberline';

const PROGRAM = `
import os, sys

def busy(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total

if __name__ == "__main__":
    with open("answer.txt", "w") as f:
        print(os.getcwd(), sys.stdout.isatty(), sys.stdin.isatty(), sys.argv[1:], file=f)
    busy(4_000_000)
    sys.exit(3)
`;

/** The first of the lines with the most heat. */
function hottestOf(lines: ReturnType<typeof linesOf>): ReturnType<typeof linesOf>[number] | undefined {
  return [...lines].sort((a, b) => b.level - a.level || a.line - b.line)[0];
}

describe('profiling in the integrated terminal', () => {
  before(() => configure('args', ["it's", 'two words', '-x']));
  after(() => configure('args', undefined));
  afterEach(startOver);

  it('runs the program as it is and shows its hot lines', async () => {
    const editor = await openProgram('dir with space/pröf ile.py', PROGRAM);
    await vscode.commands.executeCommand('emberline.profileActiveFile');
    const state = await untilState('lines are shown', (now) => linesOf(now, editor.document.uri).length > 0);
    assert.deepEqual(
      readFileSync(path.join(workspaceFolder(), 'answer.txt'), 'utf8').trim(),
      `${workspaceFolder()} True True ["it's", 'two words', '-x']`,
    );
    const recording = readRecording(new Uint8Array(readFileSync(state.shown?.file ?? '')));
    assert.equal(recording.meta.exitCode, 3);
    assert.equal(recording.meta.completeness, 'complete');
    assert.match(state.interpreter?.why ?? '', /PATH|venv|VIRTUAL_ENV|selected/u);

    const costs = fileCosts(recording, null).get(editor.document.uri.fsPath);
    assert.ok(costs);
    const hottest = [...costs.lines].sort((a, b) => (b.self.wall ?? 0) - (a.self.wall ?? 0))[0];
    const shown = linesOf(state, editor.document.uri).find(({ line }) => line === hottest?.line);
    const share = (hottest?.self.wall ?? 0) / (costs.runTotal.wall ?? 1);
    assert.ok(shown);
    assert.equal(shown.level, heatLevel(share, 0.01));
    assert.ok(shown.level > 0, `${share}`);
    assert.ok(shown.figure.replaceAll('\u00a0', ' ').includes(formatShare(share)), shown.figure);
    assert.ok([6, 7].includes(hottest?.line ?? 0));
  });

  it('paints within half a second of the run, and the panel draws the same run', async () => {
    await openProgram('paint.py', PROGRAM);
    await vscode.commands.executeCommand('emberline.profileActiveFile');
    const state = await untilState('the panel has drawn', (now) => now.panelPainted !== null && now.panelPainted === now.shown?.runId);
    const delay = (state.lastPaintMs ?? Infinity) - (state.runEndedAtMs ?? 0);
    assert.ok(delay <= 500, `${delay} ms`);
  });

  it('follows edits, marks an edited line, and restores it on undo', async () => {
    const editor = await openProgram('edits.py', PROGRAM);
    await vscode.commands.executeCommand('emberline.profileActiveFile');
    const { uri } = editor.document;
    const before = linesOf(await untilState('lines are shown', (now) => linesOf(now, uri).length > 0), uri);
    const hot = hottestOf(before);
    assert.ok(hot);

    await vscode.window.showTextDocument(editor.document, { viewColumn: vscode.ViewColumn.One });
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# one\n# two\n'));
    const moved = hottestOf(linesOf(await extensionState(), uri));
    assert.equal(moved?.line, hot.line + 2);

    await editor.edit((edit) => edit.insert(new vscode.Position(hot.line + 1, 8), '1 + '));
    const edited = linesOf(await extensionState(), uri).find(({ line }) => line === hot.line + 2);
    assert.deepEqual([edited?.stale, edited?.level], [true, 0]);
    assert.match(edited?.figure ?? '', /before\u00a0the\u00a0edit$/u);

    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(linesOf(await extensionState(), uri), before);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('stops and keeps the data', async () => {
    const editor = await openProgram('endless.py', 'import time\nwhile True:\n    sum(range(10000))\n');
    const run = vscode.commands.executeCommand('emberline.profileActiveFile');
    await untilState('samples have come', (now) => now.run === 'running' && /[1-9]\d* samples/u.test(now.status.progress));
    await vscode.commands.executeCommand('emberline.profileActiveFile');
    assert.equal((await extensionState()).said?.code, 'run-in-progress');
    await vscode.commands.executeCommand('emberline.stop');
    await run;
    const state = await untilState('lines are shown', (now) => linesOf(now, editor.document.uri).length > 0);
    const { meta } = readRecording(new Uint8Array(readFileSync(state.shown?.file ?? '')));
    assert.equal(meta.completeness, 'stopped');
  });
});
