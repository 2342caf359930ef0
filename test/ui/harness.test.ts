/** The harness itself: a window opens, its extension host answers, the packed extension is installed. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { eventually } from './support/eventually';
import { openWorkbench, type Workbench } from './support/workbench';

describe('a VS Code window', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ theme: 'light', size: 'narrow' });
  });
  after(() => workbench.close());

  it('has the packed extension installed, not the folder', async () => {
    const place = await workbench.inVscode((api) => api.extensions.getExtension('emberline.emberline')?.extensionPath ?? null);
    assert.match(place ?? '', /emberline\.emberline-\d/);
  });

  it('opens a file of its copy of the workspace', async () => {
    await workbench.openFile('hello.py', 4);
    const shown = await workbench.page.locator('.editor-instance .view-lines').innerText();
    assert.match(shown.replace(/\u00a0/g, ' '), /def greet\(name\):/);
  });

  it('runs a command from the palette', async () => {
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await eventually(async () => assert.equal(await workbench.page.locator('.part.sidebar').isVisible(), false));
  });

  it('reads what decorations write beside the lines', async () => {
    await workbench.inVscode((api) => {
      const type = api.window.createTextEditorDecorationType({ after: { contentText: 'beside "this"' } });
      api.window.activeTextEditor?.setDecorations(type, [new api.Range(4, 0, 4, 27)]);
    });
    await eventually(async () => assert.deepEqual(await workbench.decorations(), [{ line: 5, texts: ['beside "this"'] }]));
  });

  it('survives a reload of the window', async () => {
    await workbench.reload();
    assert.equal(await workbench.inVscode((api) => api.workspace.workspaceFolders?.length), 1);
  });
});
