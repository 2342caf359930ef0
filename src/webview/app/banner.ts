/** What the reader should know before trusting the figures: how the run ended, and what could not be measured. */
import type { Recording, RecordingMeta } from '../../core/recording';
import { functionTable } from '../../core/functionTable';
import { formatDuration, formatShare } from '../../core/weight';
import { h } from './dom';
import type { PanelState } from './store';

/** Share of the run above which it is worth saying where the time went instead. */
const MOSTLY = 0.8;
/** What Python's subprocess module does while a child runs; qualified names from Python 3.11 on. */
const WAITS = /(?:^|\.)(?:_?wait|_?communicate)$/u;

export interface BannerLine {
  readonly tone: 'warning' | 'info';
  readonly text: string;
}

export class Banner {
  readonly element = h('div', { class: 'banner', attributes: { role: 'note' } });
  private shown: Recording | null = null;

  render({ data }: PanelState): void {
    const recording = data?.recording ?? null;
    if (recording === this.shown) {
      return;
    }
    this.shown = recording;
    const lines = recording === null ? [] : bannerLines(recording);
    this.element.hidden = lines.length === 0;
    const items = lines.map(({ tone, text }) => h('div', { class: `banner-line is-${tone}` }, text));
    const [first, ...rest] = items;
    if (first === undefined || rest.length === 0) {
      this.element.replaceChildren(...items);
      return;
    }
    const summary = h('summary', {}, first, h('span', { class: 'banner-more' }, `${rest.length} more`));
    this.element.replaceChildren(h('details', {}, summary, ...rest));
  }
}

export function bannerLines(recording: Recording): BannerLine[] {
  const lines: BannerLine[] = [];
  const ended = endSentence(recording.meta);
  if (ended !== null) {
    lines.push({ tone: 'warning', text: ended });
  }
  if (hasOnlyLibraryCode(recording)) {
    lines.push({ tone: 'info', text: 'No sample fell on a file of this workspace: all of this is library code. Open the folder of the program as workspace to tell them apart.' });
  }
  const children = shareInChildren(recording);
  if (children > MOSTLY) {
    lines.push({ tone: 'info', text: `${formatShare(children)} of the time this program waited for processes that it had started: what they did is not in this recording.` });
  }
  return [...lines, ...recording.meta.notices.map(({ message }): BannerLine => ({ tone: 'info', text: message }))];
}

function endSentence({ completeness, durationNs, signal }: RecordingMeta): string | null {
  switch (completeness) {
    case 'complete':
      return null;
    case 'stopped':
      return `The profile was stopped after ${formatDuration(durationNs)}; the program may have run on.`;
    case 'killed':
      return `The program was killed${signal === null ? '' : ` by signal ${signal}`} after ${formatDuration(durationNs)}; everything up to then is here.`;
    case 'truncated':
      return `This recording ends in the middle, after ${formatDuration(durationNs)}; everything up to then is here.`;
  }
}

function hasOnlyLibraryCode({ frames, files, sites, meta }: Recording): boolean {
  if (meta.sampleCount === 0 || sites.length < 2) {
    return false;
  }
  return !frames.some(({ file }) => file !== null && files[file]?.origin === 'workspace');
}

/** Share 0..1 of all time that went by in subprocess, waiting for a child. */
function shareInChildren(recording: Recording): number {
  const { samples } = recording;
  if (samples.length !== 1 || recording.meta.sampleCount === 0) {
    return 0;
  }
  const whole = samples.reduce((sum, { wall }) => sum + wall.reduce((all, part) => all + part, 0), 0);
  const waits = functionTable(recording, { metric: 'wall', range: null })
    .filter(({ frame, path }) => path !== null && /[\\/]subprocess\.py$/u.test(path) && WAITS.test(frame.name));
  return whole > 0 ? Math.max(0, ...waits.map(({ total }) => total)) / whole : 0;
}
