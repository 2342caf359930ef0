/** `npm run bench`: the panel in Chromium: time from the recording's arrival to its first pixels, and the zoom frames after it. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { largeRecording } from './largeRecording';
import { panelPage, type PanelWindow } from '../../support/panel/panelPage';

export interface PanelFigures {
  readonly nodes: number;
  /** Milliseconds from the message with the bytes to the end of the first drawing; median of the runs. */
  readonly firstPaintMs: number;
  /** Milliseconds: 95th percentile of one drawing and of the time between frames while the wheel turns. */
  readonly drawP95Ms: number;
  readonly frameP95Ms: number;
}

const RUNS = 3;
const ZOOM_FRAMES = 90;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

/** @param executable a Chromium */
export async function measurePanel(executable: string, nodes: number): Promise<PanelFigures> {
  const browser = await chromium.launch({ executablePath: executable, args: FLAGS });
  const bytes = Buffer.from(largeRecording(nodes)).toString('base64');
  const runs: PanelFigures[] = [];
  try {
    for (let run = 0; run < RUNS; run += 1) {
      runs.push(await oneRun(browser, bytes, nodes));
    }
  } finally {
    await browser.close();
  }
  const middle = (pick: (figures: PanelFigures) => number): number => percentile(runs.map(pick), 0.5);
  return {
    nodes,
    firstPaintMs: middle((run) => run.firstPaintMs),
    drawP95Ms: middle((run) => run.drawP95Ms),
    frameP95Ms: middle((run) => run.frameP95Ms),
  };
}

async function oneRun(browser: Browser, bytes: string, nodes: number): Promise<PanelFigures> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  await page.setContent(panelPage('dark-modern'));
  const firstPaintMs = await page.evaluate(show, bytes);
  const { draws, frames } = await zoom(page);
  await page.close();
  return { nodes, firstPaintMs, drawP95Ms: percentile(draws, 0.95), frameP95Ms: percentile(frames, 0.95) };
}

/** Runs in the page: hands over the bytes and waits until the panel says that it has painted. */
async function show(base64: string): Promise<number> {
  const { sent } = window as unknown as PanelWindow;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const start = performance.now();
  window.postMessage({ type: 'recording/show', title: 'bench', bytes: bytes.buffer, selection: { metric: 'wall', range: null } }, '*');
  for (;;) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (sent.some(({ type }) => type === 'painted')) return performance.now() - start;
    const failure = sent.find(({ type }) => type === 'failure');
    if (failure !== undefined) throw new Error(JSON.stringify(failure));
  }
}

/** One wheel event a frame, in and out again; the panel marks each drawing as a performance measure. */
async function zoom(page: Page): Promise<{ draws: number[]; frames: number[] }> {
  return page.evaluate(async (count) => {
    const flame = document.querySelector('.flame');
    if (flame === null) throw new Error('no flame graph');
    const { left, top } = flame.getBoundingClientRect();
    const frames: number[] = [];
    const draws: number[] = [];
    const observer = new PerformanceObserver((list) => draws.push(...list.getEntriesByName('emberline:draw').map(({ duration }) => duration)));
    observer.observe({ entryTypes: ['measure'] });
    let before = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let index = 0; index < count; index += 1) {
      flame.dispatchEvent(new WheelEvent('wheel', { deltaY: index < count * 0.7 ? -60 : 60, clientX: left + 500, clientY: top + 60, bubbles: true, cancelable: true }));
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      frames.push(now - before);
      before = now;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    observer.disconnect();
    return { draws, frames };
  }, ZOOM_FRAMES);
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
