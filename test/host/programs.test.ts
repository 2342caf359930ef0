/** Programs that behave badly are profiled all the same: the recording has what was seen, and says how it ended. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Recording } from '../../src/core/recording';
import { readRecording } from '../../src/protocol/readRecording';
import { configure, extensionState, linesOf, openProgram, startOver, untilState, workspaceFolder } from './support/emberline';

/** Works for a counted time: longer than the shim keeps its samples back. */
const WORK = `import os, sys, time
def work(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        sum(range(1000))
`;

function recordingOf(state: { readonly shown: { readonly file: string } | null }): Recording {
  return readRecording(new Uint8Array(readFileSync(state.shown?.file ?? '')));
}

/** Profiles the active file to its end and returns what was recorded. */
async function profiled(title: string): Promise<Recording> {
  await vscode.commands.executeCommand('emberline.profileActiveFile');
  return recordingOf(await untilState(`${title} is shown`, ({ shown, run }) => run === 'idle' && shown?.title === title));
}

function samplesOn(recording: Recording, name: string): number {
  const { sites, frames } = recording;
  const named = new Set(frames.filter((frame) => frame.name === name).map(({ id }) => id as number));
  return recording.samples.reduce((sum, { site }) => sum + site.filter((at) => named.has(sites.frame[at] ?? -1)).length, 0);
}

/** The text of the output channel once it matches. */
async function eventuallyOutput(wanted: RegExp): Promise<string> {
  const texts = (): string[] => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'output').map((document) => document.getText());
  await untilState('the output channel says so', () => texts().some((text) => wanted.test(text)));
  return texts().find((text) => wanted.test(text)) ?? '';
}

describe('programs of every kind', () => {
  afterEach(startOver);

  for (const [what, text, exitCode, completeness] of [
    ['raises', 'raise ValueError("of the program")', 1, 'complete'],
    ['calls os._exit', 'os._exit(7)', 7, 'complete'],
    ['changes directory', 'os.chdir("/")\nwork(0.3)', 0, 'complete'],
    ['deletes its own source', 'os.remove(__file__)\nwork(0.3)', 0, 'complete'],
    ['deletes the folder that it runs in', 'os.mkdir("gone")\nos.chdir("gone")\nos.rmdir("../gone")\nwork(0.3)', 0, 'complete'],
  ] as const) {
    it(`records a program that ${what}`, async () => {
      const name = `${what.replaceAll(/\W/gu, '-')}.py`;
      await openProgram(name, `${WORK}work(0.4)\n${text}\n`);
      const recording = await profiled(name);
      assert.deepEqual([recording.meta.exitCode, recording.meta.completeness], [exitCode, completeness]);
      assert.ok(samplesOn(recording, 'work') > 0);
    });
  }

  it('says that a program was killed, and shows what was recorded until then', async () => {
    const editor = await openProgram('killed.py', `${WORK}work(1.5)\nos.kill(os.getpid(), 9)\n`);
    await vscode.commands.executeCommand('emberline.profileActiveFile');
    const state = await untilState('lines are shown', (now) => linesOf(now, editor.document.uri).length > 0);
    assert.equal(recordingOf(state).meta.completeness, 'killed');
  });

  it('opens what a program of 5 ms left, and nothing is painted', async () => {
    const editor = await openProgram('short.py', 'x = 1\n');
    const recording = await profiled('short.py');
    assert.deepEqual([recording.meta.completeness, recording.meta.exitCode], ['complete', 0]);
    assert.deepEqual(linesOf(await extensionState(), editor.document.uri), []);
  });

  it('takes any amount of output: what an output channel leaves out, it says', async () => {
    await configure('console', 'outputChannel');
    await openProgram('chatty.py', `${WORK}line = "x" * 99 + "\\n"\nfor _ in range(300_000):\n    sys.stdout.write(line)\nwork(0.3)\n`);
    const before = process.memoryUsage().heapUsed;
    const recording = await profiled('chatty.py');
    await configure('console', undefined);
    assert.equal(recording.meta.exitCode, 0);
    assert.ok(process.memoryUsage().heapUsed - before < 200e6);
    const channel = await eventuallyOutput(/set emberline\.console to integratedTerminal/u);
    assert.ok(channel.length < 12_000_000, `${channel.length}`);
  });

  it('stops a program that waits for its input for ever', async () => {
    const editor = await openProgram('waits.py', `${WORK}work(0.4)\ninput("name? ")\n`);
    const run = vscode.commands.executeCommand('emberline.profileActiveFile');
    await untilState('samples have come', (now) => now.run === 'running' && /[1-9][\d,]* samples/u.test(now.status.progress));
    await vscode.commands.executeCommand('emberline.stop');
    await run;
    const state = await untilState('lines are shown', (now) => linesOf(now, editor.document.uri).length > 0);
    assert.equal(recordingOf(state).meta.completeness, 'stopped');
  });

  it('keeps what was recorded when the disk is full, and says so', async function () {
    if (process.platform === 'win32') this.skip();
    // A limit on the size of files fails writes as a full disk does.
    const full = 'import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))\n';
    await openProgram('full.py', `${WORK}work(0.8)\n${full}work(0.8)\n`);
    const { meta } = await profiled('full.py');
    assert.ok(meta.notices.some(({ code }) => code === 'recording-broken'), JSON.stringify(meta.notices));
    assert.deepEqual([meta.exitCode, meta.signal], [0, null]);
    assert.ok(meta.sampleCount > 0);
  });

  for (const name of ["it's \"quoted\" & $HOME `x`.py", 'naïve 数 файл.py', '-dash.py', '--version.py', 'a;b#c%20d.py']) {
    it(`profiles ${name}`, async function () {
      if (process.platform === 'win32' && /["|]/u.test(name)) this.skip();
      const editor = await openProgram(name, `${WORK}work(0.4)\n`);
      await profiled(name);
      await untilState('lines are shown', (now) => linesOf(now, editor.document.uri).length > 0);
    });
  }

  it('profiles a file outside the workspace, in its own folder', async () => {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'ember-outside-')));
    const file = path.join(folder, 'outside.py');
    writeFileSync(file, `${WORK}open("cwd.txt", "w").write(os.getcwd())\nwork(0.4)\n`);
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file), { viewColumn: vscode.ViewColumn.One });
    const recording = await profiled('outside.py');
    await untilState('lines are shown', (now) => linesOf(now, editor.document.uri).length > 0);
    assert.equal(readFileSync(path.join(folder, 'cwd.txt'), 'utf8'), folder);
    assert.ok(recording.files.some(({ path: at, origin }) => at === file && origin === 'workspace'));
    assert.ok(!existsSync(path.join(workspaceFolder(), 'cwd.txt')));
    rmSync(folder, { recursive: true });
  });
});
