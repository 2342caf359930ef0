/** The recordings' folder and its limit; messages of the panel are decoded before they are trusted. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { RecordingStore } from '../../../src/extension/recordings/recordingStore';
import { decodeJobSpec } from '../../../src/extension/run/jobSpec';
import { decodePanelMessage } from '../../../src/extension/views/panelMessages';

describe('recordingStore', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'emberline-store-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  async function write(store: RecordingStore, title: string, age: number, size: number): Promise<string> {
    const file = await store.newFile(title, new Date(1e12 - age * 1000));
    writeFileSync(file, Buffer.alloc(size));
    utimesSync(file, 1e9 - age, 1e9 - age);
    return file;
  }

  it('names recordings by time and program, whatever the program is called', async () => {
    const store = new RecordingStore(root, 'w');
    const file = await store.newFile('-m ../évil name:*.py', new Date(Date.UTC(2026, 0, 2)));
    assert.equal(path.basename(file), '2026-01-02T00-00-00-000-m_.._évil_name_.py.ember');
    assert.equal(path.dirname(file), path.join(root, 'w'));
  });

  it('keeps a history by workspace, newest first', async () => {
    const store = new RecordingStore(root, 'w');
    await write(store, 'old.py', 20, 1);
    await write(store, 'new.py', 10, 1);
    await write(new RecordingStore(root, 'other'), 'x.py', 5, 1);
    assert.deepEqual((await store.history()).map(({ name }) => name.slice(24)), ['new.py.ember', 'old.py.ember']);
  });

  it('removes the oldest of all workspaces, never the one that was just made', async () => {
    const store = new RecordingStore(root, 'w');
    const kept = await write(store, 'kept.py', 30, 100);
    await write(new RecordingStore(root, 'other'), 'oldest.py', 20, 100);
    const newest = await write(store, 'newest.py', 10, 100);
    assert.equal((await store.prune(250, kept)).length, 1);
    assert.deepEqual(readdirSync(path.join(root, 'other')), []);
    assert.deepEqual((await store.history()).map(({ file }) => file), [newest, kept]);
  });
});

describe('panelMessages', () => {
  it('takes what the panel says', () => {
    const selection = { metric: 'wall', range: { from: 1, to: 2 } };
    assert.deepEqual(decodePanelMessage({ type: 'selection/changed', selection }), { type: 'selection/changed', selection });
    assert.deepEqual(decodePanelMessage({ type: 'ready', restored: { anything: 1 } }), { type: 'ready' });
  });

  it('takes nothing else', () => {
    for (const message of [
      null, 'ready', {}, { type: 'run' }, { type: 'command', command: 'workbench.action.terminal.sendSequence' },
      { type: 'place/open', place: { path: '/x', line: 0 } }, { type: 'selection/changed', selection: { metric: 'money', range: null } },
    ]) {
      assert.equal(decodePanelMessage(message), null, JSON.stringify(message));
    }
  });
});

describe('jobSpec', () => {
  it('forgets what it does not understand', () => {
    assert.equal(decodeJobSpec({ kind: 'rocket' }), null);
    assert.equal(decodeJobSpec(undefined), null);
    assert.deepEqual(decodeJobSpec({ kind: 'module', module: 'x', args: [], uri: null }), { kind: 'module', module: 'x', args: [], uri: null });
  });
});
