/** The sentences of empty views. */
import { METRICS } from '../../core/metric';
import type { Recording } from '../../core/recording';
import type { Selection } from '../../core/selection';
import { formatDuration } from '../../core/weight';
import type { EmptyText } from './emptyState';

const NEVER = 40e6;

export const NOTHING_YET: EmptyText = {
  title: 'No recording yet',
  reason: 'Profile a Python file and its time and memory appear here.',
  next: 'Open a Python file and choose «Emberline: Profile Active File», or open a recording.',
  action: 'openRecording',
};

/** Why a flame graph, a table of functions or of lines has nothing to show. */
export function noWeightText({ meta }: Recording, { metric, range }: Selection): EmptyText {
  const { title, unit } = METRICS[metric];
  if (!meta.metrics.includes(metric)) {
    return unit === 'nanoseconds'
      ? { title: `${title} was not measured`, reason: 'This run recorded no such metric.', next: 'Choose another metric at the top right.', action: null }
      : MEMORY_OFF;
  }
  if (range !== null) {
    return { title: `No ${title.toLowerCase()} in this time range`, reason: `Nothing was recorded between ${formatDuration(range.from)} and ${formatDuration(range.to)}.`, next: 'Press Escape for the whole run.', action: null };
  }
  if (meta.sampleCount === 0 && unit === 'nanoseconds' && (meta.completeness === 'killed' || meta.completeness === 'truncated')) {
    return {
      title: `${meta.completeness === 'killed' ? 'Killed' : 'Cut short'} after ${formatDuration(meta.durationNs)}: no samples`,
      reason: 'It ended before its first samples were written, four times a second.',
      next: 'Profile it again, and stop it instead of killing it.',
      action: 'profileAgain',
    };
  }
  if (meta.sampleCount === 0 && unit === 'nanoseconds') {
    const quick = meta.durationNs < NEVER * 2;
    return {
      title: quick ? `Finished in ${formatDuration(meta.durationNs)}: no samples` : 'No samples',
      reason: quick ? 'The program was over before the first look at it.' : 'The program ran, but no look at it succeeded.',
      next: quick ? 'Give it more to do, or choose a shorter sampling interval in the settings.' : 'The log tells why.',
      action: quick ? 'profileAgain' : 'showLog',
    };
  }
  return { title: `No ${title.toLowerCase()} to show`, reason: METRICS[metric].description, next: 'Choose another metric at the top right.', action: null };
}

export const MEMORY_OFF: EmptyText = {
  title: 'Memory was not recorded',
  reason: 'This run followed time only.',
  next: 'Turn on the setting «emberline.memory» (or pass --memory on the command line) and profile again.',
  action: 'profileAgain',
};

export const NO_OBJECTS: EmptyText = {
  title: 'No object was followed',
  reason: 'No watch was set, and no module-level object or growing type was seen.',
  next: 'Put the cursor on a name in a Python file, choose «Watch References», and profile again.',
  action: 'profileAgain',
};

export function noCollectionsText(range: boolean): EmptyText {
  return range
    ? { title: 'The collector did not run in this time range', reason: 'It runs when many containers were made and few were freed.', next: 'Press Escape for the whole run.', action: null }
    : { title: 'The collector did not run', reason: 'It runs when many containers were made and few were freed. This program never got there, or switched it off with gc.disable().', next: null, action: null };
}

export const NO_FUNCTION: EmptyText = {
  title: 'No function chosen',
  reason: 'Choose one in the list, or press f on a box of the flame graph.',
  next: null,
  action: null,
};
