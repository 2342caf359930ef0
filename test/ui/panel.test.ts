/** The panel driven as a user does, in a page that stands in for VS Code: pictures, tables, keys, ranges, themes, sizes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { PanelToHost } from '../../src/protocol/webview';
import { demoRecording } from '../support/panel/demoRecording';
import { panelPage, type PanelWindow, type ThemeName } from '../support/panel/panelPage';
import { RecordingBuilder } from '../support/recordingBuilder';
import { eventually } from './support/eventually';
import { sharedBrowser } from './support/session';

async function openPanel(theme: ThemeName, size: { width: number; height: number }, bytes: Uint8Array | null): Promise<Page> {
  const page = await (await sharedBrowser()).newPage({ viewport: size });
  await page.setContent(panelPage(theme));
  if (bytes !== null) await show(page, bytes);
  return page;
}

async function show(page: Page, bytes: Uint8Array): Promise<void> {
  const before = (await sent(page, 'painted')).length;
  await page.evaluate((base64) => {
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    window.postMessage({ type: 'recording/show', title: 'main.py', bytes: data.buffer, selection: { metric: 'wall', range: null } }, '*');
  }, Buffer.from(bytes).toString('base64'));
  await eventually(async () => {
    const painted = (await sent(page, 'painted')).length > before;
    assert.ok(painted || (await page.locator('.empty:visible').count()) > 0);
  });
}

type Sent<Type> = Extract<PanelToHost, { type: Type }>;

async function sent<Type extends PanelToHost['type']>(page: Page, type: Type): Promise<Sent<Type>[]> {
  const all = await page.evaluate(() => (window as unknown as PanelWindow).sent);
  return all.filter((message): message is Sent<Type> => message.type === type);
}

const text = (page: Page, selector: string): Promise<string> => page.locator(`${selector}:visible`).first().innerText();

/** The colour of the flame graph's pixel at a place in CSS pixels. */
function pixel(page: Page, x: number, y: number): Promise<string> {
  return page.locator('.flame-view .flame canvas').evaluate((canvas, [at, down]) => {
    const context = (canvas as HTMLCanvasElement).getContext('2d');
    return context === null ? '' : [...context.getImageData((at ?? 0) * devicePixelRatio, (down ?? 0) * devicePixelRatio, 1, 1).data].join();
  }, [x, y]);
}

describe('the panel', () => {
  let page: Page;

  before(async () => {
    page = await openPanel('dark-modern', { width: 1200, height: 800 }, demoRecording());
  });
  after(() => page.close());

  it('tells what ran, how long, on what, how many samples and what watching cost', async () => {
    assert.match(await text(page, '.run-bar'), /main\.py\s+3\.21 s\s+Python 3\.12\.4\s+4,187 samples, 3 lost\s+own cost 1 %/);
  });

  it('zooms on a click, shows where it is, and goes back with Backspace', async () => {
    await page.locator('.flame').first().click({ position: { x: 150, y: 90 } });
    await eventually(async () => assert.match(await text(page, '.crumbs'), /all\s*›[\s\S]*Pipeline\.transform/));
    assert.match(await text(page, '.detail'), /Pipeline\.transform/);
    await page.locator('.flame').first().focus();
    await page.keyboard.press('Backspace');
    await eventually(async () => assert.doesNotMatch(await text(page, '.crumbs'), /transform/));
    await page.keyboard.press('Home');
    await eventually(async () => assert.equal((await text(page, '.crumbs')).trim(), 'all'));
  });

  it('walks with arrows and opens the source with Enter', async () => {
    await page.locator('.flame').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal((await sent(page, 'place/open')).at(-1)?.place.path.startsWith('/home/user/project/'), true));
    assert.match((await page.locator('.visually-hidden[role=status]').textContent()) ?? '', /total .* self /);
  });

  it('searches from the slash key, greys the rest and tells the share', async () => {
    await page.locator('.flame').first().focus();
    const before = await pixel(page, 40, 50);
    await page.keyboard.press('/');
    await page.keyboard.type('json');
    await eventually(async () => assert.match(await text(page, '.search-result'), /^\d+ % in \d+$/));
    await eventually(async () => assert.notEqual(await pixel(page, 40, 50), before));
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal(await pixel(page, 40, 50), before));
  });

  it('explains a box without covering it', async () => {
    await page.locator('.flame').first().hover({ position: { x: 150, y: 90 } });
    const tip = page.locator('.tooltip.is-shown');
    await tip.waitFor();
    const box = await tip.boundingBox();
    const flame = await page.locator('.flame').first().boundingBox();
    assert.ok(box !== null && flame !== null && (box.y >= flame.y + 100 || box.y + box.height <= flame.y + 80), JSON.stringify(box));
    await page.mouse.move(5, 5);
  });

  it('chooses a time range by dragging, tells the editor, and clears it with Escape', async () => {
    const plot = (await page.locator('.timeline-plot').boundingBox())!;
    await page.mouse.move(plot.x + plot.width * 0.25, plot.y + 15);
    await page.mouse.down();
    await page.mouse.move(plot.x + plot.width * 0.5, plot.y + 20, { steps: 5 });
    await page.mouse.up();
    await eventually(async () => {
      const range = (await sent(page, 'selection/changed')).at(-1)?.selection.range;
      const about = (value: number | undefined, wanted: number): boolean => value !== undefined && Math.abs(value - wanted) < 8e6;
      assert.ok(about(range?.from, 802e6) && about(range?.to, 1605e6), JSON.stringify(range));
    });
    await page.locator('#tab-collector').click();
    assert.match(await text(page, '.toolbar-note'), /of this time range/);
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal((await sent(page, 'selection/changed')).at(-1)?.selection.range, null));
    await eventually(async () => assert.match(await text(page, '.toolbar-note'), /of the run/));
  });

  it('chooses a range with the keyboard alone', async () => {
    await page.locator('.timeline-plot').focus();
    for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await eventually(async () => assert.ok(((await sent(page, 'selection/changed')).at(-1)?.selection.range ?? null) !== null));
    assert.match((await page.locator('.timeline-plot').getAttribute('aria-valuetext')) ?? '', /MainThread/);
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal((await sent(page, 'selection/changed')).at(-1)?.selection.range, null));
  });

  it('sorts the lines, opens one, and copies the table', async () => {
    await page.locator('#tab-lines').click();
    const table = page.locator('.table-view .table');
    await table.locator('[data-column="samples"]').click();
    await eventually(async () => assert.equal(await table.locator('[aria-sort="descending"]').innerText(), 'Samples'));
    await table.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal((await sent(page, 'place/open')).at(-1)?.place.path, '/home/user/project/main.py'));
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy Table as CSV' }).click();
    assert.match((await sent(page, 'text/copy')).at(-1)?.text ?? '', /^Line,Function,Self,Total,Samples/);
  });

  it('shows who called a function and what it called, as picture and as table', async () => {
    await page.locator('#tab-callers').click();
    await page.locator('.callers-view .table-row', { hasText: 'key_of' }).first().click();
    await eventually(async () => assert.equal(await text(page, '.sandwich-name'), 'key_of'));
    await page.locator('.sandwich-head').getByRole('radio', { name: 'Table' }).click();
    await eventually(async () => assert.match(await text(page, '.sandwich-half .table'), /Pipeline\.join/));
    await page.locator('.sandwich-head').getByRole('radio', { name: 'Picture' }).click();
  });

  it('lists every change of a watched object with its line', async () => {
    await page.locator('#tab-references').click();
    await page.locator('.references-view .table-row', { hasText: 'cache' }).click();
    await eventually(async () => assert.match(await text(page, '.split-half'), /cache: 10 changes[\s\S]*2 → 3\s+pipeline\.py:42/));
    await page.locator('.split-half .table-row', { hasText: '2 → 3' }).first().dblclick();
    const line = { path: '/home/user/project/pipeline.py', line: 42 };
    await eventually(async () => assert.deepEqual((await sent(page, 'place/open')).at(-1)?.place, line));
  });

  it('shows a place that the editor asks for', async () => {
    const place = { path: '/home/user/project/keys.py', line: 7 };
    await page.evaluate((wanted) => window.postMessage({ type: 'place/reveal', place: wanted, view: 'flame' }, '*'), place);
    await eventually(async () => assert.match(await text(page, '.detail'), /key_of/));
    assert.equal(await page.locator('#tab-flame').getAttribute('aria-selected'), 'true');
  });

  it('changes the metric with the tree, and tells the editor', async () => {
    await page.getByRole('combobox', { name: 'Metric' }).selectOption('held');
    await eventually(async () => assert.equal((await sent(page, 'selection/changed')).at(-1)?.selection.metric, 'held'));
  });

  it('keeps what the user sees over a reload', async () => {
    const saved = await eventually(async () => {
      const state = await page.evaluate(() => (window as unknown as PanelWindow).savedState);
      assert.equal((state as { selection?: { metric?: string } } | null)?.selection?.metric, 'held');
      return state;
    });
    const again = await openPanel('dark-modern', { width: 1200, height: 800 }, null);
    await again.evaluate((state) => Object.assign(window, { savedState: state }), saved);
    await show(again, demoRecording());
    assert.equal(await again.getByRole('combobox', { name: 'Metric' }).inputValue(), 'held');
    assert.match(await text(again, '.crumbs'), /key_of/);
    await again.close();
  });

  it('follows a change of the theme', async () => {
    const before = await pixel(page, 40, 50);
    await page.evaluate(() => {
      document.body.className = 'vscode-light';
      document.documentElement.style.setProperty('--vscode-editor-background', '#ffffff');
    });
    await eventually(async () => assert.notEqual(await pixel(page, 40, 50), before));
  });

  it('reported no fault of its own', async () => {
    assert.deepEqual(await sent(page, 'failure'), []);
  });
});

describe('the panel in small and in every theme', () => {
  for (const theme of ['dark-modern', 'light-modern', 'hc-dark', 'hc-light'] as const) {
    it(`fits 320 pixels: ${theme}`, async () => {
      const page = await openPanel(theme, { width: 320, height: 600 }, demoRecording());
      for (const view of ['flame', 'callers', 'lines', 'references', 'collector']) {
        await page.locator(`#tab-${view}`).click();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 320, `${view}: ${wide}`);
      }
      await page.close();
    });
  }
});

describe('the panel without figures', () => {
  const size = { width: 700, height: 500 };

  it('says what to do when there is no recording', async () => {
    const page = await openPanel('light-modern', size, null);
    assert.match(await text(page, '.empty'), /Profile Active File/);
    await page.getByRole('button', { name: 'Open Recording…' }).click();
    assert.equal((await sent(page, 'command')).at(-1)?.command, 'openRecording');
    await page.close();
  });

  it('says why a run of 40 ms has no samples, and that no object was watched', async () => {
    const page = await openPanel('light-modern', size, new RecordingBuilder().end({ durationNs: 40e6, samples: 0 }).bytes());
    assert.match(await text(page, '.empty'), /Finished in 40 ms: no samples/);
    await page.locator('#tab-references').click();
    assert.match(await text(page, '.empty'), /Watch References/);
    await page.close();
  });

  it('opens what a killed or a torn run left behind, and says so', async () => {
    const page = await openPanel('light-modern', size, demoRecording({ reason: 'killed', signal: 9, exitCode: null }));
    assert.match(await text(page, '.banner'), /killed by signal 9 after 3\.21 s/);
    await show(page, demoRecording(null));
    assert.match(await text(page, '.banner'), /ends in the middle/);
    await page.close();
  });

  it('says in one sentence why a file cannot be shown', async () => {
    const page = await openPanel('light-modern', size, new TextEncoder().encode('not a recording at all'));
    assert.match(await text(page, '[role=alert]'), /could not be opened/);
    await page.close();
  });
});
