/** A user's way through: the lens, the run, the lines, the panel, back to the line; then a reload. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'mocha';
import { fileCosts } from '../../src/core/costs';
import { formatShare } from '../../src/core/weight';
import type { Api, ExtensionState } from '../../src/extension/state';
import { readRecording } from '../../src/protocol/readRecording';
import { eventually } from './support/eventually';
import { openWorkbench, type Workbench } from './support/workbench';

const PROGRAM = `import sys


def busy(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


if __name__ == "__main__":
    print("terminal", sys.stdout.isatty(), busy(3_000_000))
`;

function state(workbench: Workbench): Promise<ExtensionState> {
  return workbench.inVscode(async (api) => {
    const extension = api.extensions.getExtension<Api>('emberline.emberline');
    return (await extension?.activate())?.state() as Promise<ExtensionState>;
  });
}

describe('profiling as a user', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
    writeFileSync(workbench.path('busy.py'), PROGRAM);
    await workbench.openFile('busy.py');
  });
  after(() => workbench.close());

  it('runs from the lens in the terminal and writes figures beside the hot lines', async () => {
    await workbench.codeLens('Profile').click({ timeout: 15_000 });
    await workbench.terminalShows('terminal True');
    const texts = await eventually(async () => {
      const found = (await workbench.decorations()).filter((line) => line.texts.some((text) => text.includes('%')));
      assert.ok(found.length > 0);
      return found;
    });
    const { shown } = await state(workbench);
    const recording = readRecording(new Uint8Array(readFileSync(shown?.file ?? '')));
    const costs = fileCosts(recording, null).get(workbench.path('busy.py'));
    const hottest = [...(costs?.lines ?? [])].sort((a, b) => (b.self.wall ?? 0) - (a.self.wall ?? 0))[0];
    const beside = texts.find(({ line }) => line === hottest?.line)?.texts.join(' ') ?? '';
    assert.ok(beside.replaceAll('\u00a0', ' ').includes(formatShare((hottest?.self.wall ?? 0) / (costs?.runTotal.wall ?? 1))), beside);
  });

  it('draws the same run in the panel and says the metric in the status bar', async () => {
    await workbench.panelFrame().locator('canvas').first().waitFor();
    await eventually(async () => {
      const { panelPainted, shown } = await state(workbench);
      assert.equal(panelPainted, shown?.runId);
    });
    assert.equal(await workbench.statusBarItem('Time').count(), 1);
  });

  it('shows the same heat and the same panel again after a reload', async () => {
    const before = (await state(workbench)).shown?.runId;
    await workbench.reload();
    await eventually(async () => assert.equal((await state(workbench)).shown?.runId, before));
    await eventually(async () => assert.ok((await workbench.decorationTexts()).some((text) => text.includes('%'))));
    await eventually(async () => {
      const { panelOpen, panelPainted } = await state(workbench);
      assert.deepEqual([panelOpen, panelPainted], [true, before]);
    });
    await workbench.panelFrame().locator('canvas').first().waitFor();
  });

  it('takes it all away when it is cleared', async () => {
    await workbench.runCommand('Emberline: Clear');
    await eventually(async () => assert.deepEqual((await workbench.decorationTexts()).filter((text) => text.includes('%')), []));
    await eventually(async () => assert.equal(await workbench.statusBarItem('Time').isVisible(), false));
  });
});

describe('a workspace that is not trusted', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      userSettings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
    });
    writeFileSync(workbench.path('busy.py'), PROGRAM);
    await workbench.openFile('busy.py');
  });
  after(() => workbench.close());

  it('runs nothing, and says what to do', async () => {
    assert.equal(await workbench.inVscode((api) => api.workspace.isTrusted), false);
    await workbench.execute('emberline.profileActiveFile');
    const { said, run } = await state(workbench);
    assert.deepEqual([said?.code, run], ['workspace-untrusted', 'idle']);
    assert.ok((await workbench.notifications()).some((text) => text.includes('Manage Workspace Trust')));
  });
});
