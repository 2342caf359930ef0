/** The extension is found and activates in a real extension host. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('activation', () => {
  it('activates within 60 ms of CPU time, and only when it is needed', async () => {
    const extension = vscode.extensions.getExtension('emberline.emberline');
    assert.ok(extension, 'the extension is loaded');
    assert.equal(extension.isActive, false);
    const before = process.cpuUsage();
    await extension.activate();
    const { user, system } = process.cpuUsage(before);
    // CPU time of the whole extension host: the wall clock would tell how busy the machine is.
    const took = (user + system) / 1000;
    assert.equal(extension.isActive, true);
    assert.ok(took <= 60, `activation took ${took.toFixed(1)} ms`);
  });

  it('registers every command that the manifest names', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const { contributes } = vscode.extensions.getExtension('emberline.emberline')?.packageJSON as {
      contributes: { commands: readonly { command: string }[] };
    };
    assert.deepEqual(contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command)), []);
  });
});
