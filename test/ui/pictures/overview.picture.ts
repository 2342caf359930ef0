/** Pictures of the example, as profiled: the editor beside the panel in every theme and size, and what the README shows. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, it } from 'mocha';
import type { Api } from '../../../src/extension/state';
import { inRepository } from '../../support/paths';
import { eventually } from '../support/eventually';
import { openWorkbench, SIZES, THEMES, type Workbench, type WorkbenchOptions } from '../support/workbench';

const EXAMPLE = 'orders.py';
const LINES = readFileSync(inRepository('media/examples', EXAMPLE), 'utf8').split('\n');
const HOT_LINE = LINES.findIndex((line) => line.includes('row.append(min(')) + 1;
const TITLE_BAR = 35;

/** Profiles the example in a new window and waits until its panel has painted the run. */
async function profiledExample(options: WorkbenchOptions): Promise<Workbench> {
  const workbench = await openWorkbench({
    workspace: 'media/examples',
    ...options,
    settings: { 'emberline.memory': 'on', 'workbench.activityBar.location': 'hidden', 'editor.fontSize': 13, ...options.settings },
  });
  await workbench.execute('workbench.action.closeSidebar');
  await workbench.openFile(EXAMPLE);
  await workbench.runCommand('Emberline: Profile Active File');
  await eventually(async () => {
    const painted = await workbench.inVscode(async (api) => {
      const extension = api.extensions.getExtension<Api>('emberline.emberline');
      const state = await (await extension?.activate())?.state();
      return state?.shown !== null && state?.shown !== undefined && state.panelPainted === state.shown.runId;
    });
    if (!painted) throw new Error('The panel has not painted the run.');
  }, 120_000);
  await workbench.execute('workbench.action.closePanel');
  await workbench.openFile(EXAMPLE, HOT_LINE);
  await workbench.inVscode((api) => {
    const editor = api.window.activeTextEditor;
    editor?.revealRange(editor.selection, api.TextEditorRevealType.InCenter);
  });
  await eventually(async () => {
    if ((await workbench.decorationTexts()).length === 0) throw new Error('No figures beside the lines.');
  });
  return workbench;
}

async function picture(workbench: Workbench, file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const { width, height } = workbench.page.viewportSize() ?? SIZES.wide;
  // The title bar says that a driver is being developed here.
  await workbench.page.screenshot({ path: file, clip: { x: 0, y: TITLE_BAR, width, height: height - TITLE_BAR } });
  console.log(`    ${path.relative(inRepository(), file)}`);
}

describe('pictures', () => {
  let workbench: Workbench | null = null;
  afterEach(async () => {
    await workbench?.close();
    workbench = null;
  });

  for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[]) {
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) {
      it(`${theme}, ${size}`, async () => {
        workbench = await profiledExample({ theme, size });
        await picture(workbench, inRepository('out/pictures', `${theme}-${size}.png`));
      }).timeout(180_000);
    }
  }

  it('for the README', async () => {
    workbench = await profiledExample({ theme: 'dark', size: { width: 1440, height: 860 } });
    await picture(workbench, inRepository('media/pictures/editor-and-panel.png'));
    await workbench.panelFrame().getByRole('tab', { name: /References/ }).click();
    await workbench.panelFrame().locator('body').press('Escape');
    await picture(workbench, inRepository('media/pictures/references.png'));
    await workbench.openFile(EXAMPLE, HOT_LINE);
    await workbench.hover(HOT_LINE, 20);
    await picture(workbench, inRepository('media/pictures/hover.png'));
  }).timeout(180_000);
});
