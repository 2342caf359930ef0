/** What a run was, in one line and a few sentences: the head of every text that speaks of a recording. */
import type { Recording, RecordingMeta } from '../../core/recording';
import { formatCount, formatDuration } from '../../core/weight';
import { constants } from 'node:os';

/** `main.py   3.21 s   Python 3.12.4   3,187 samples, 3 lost   native engine` */
export function runLine({ meta }: Recording): string {
  const lost = meta.lostCount > 0 ? `, ${formatCount(meta.lostCount)} lost` : '';
  return [
    meta.target.kind === 'module' ? `-m ${meta.target.name}` : baseName(meta.target.name),
    endOf(meta),
    `Python ${meta.python.version}`,
    `${formatCount(meta.sampleCount)} ${meta.sampleCount === 1 ? 'sample' : 'samples'}${lost}`,
    `${meta.engine.name} engine`,
  ].join('   ');
}

/** How long it ran and, unless it just ended, how it ended: `killed after 3.2 s (SIGKILL)`. */
export function endOf(meta: RecordingMeta): string {
  const duration = formatDuration(meta.durationNs);
  switch (meta.completeness) {
    case 'complete':
      return meta.exitCode === null || meta.exitCode === 0 ? duration : `${duration}, exit code ${meta.exitCode}`;
    case 'stopped':
      return `stopped after ${duration}`;
    case 'killed':
      return meta.signal === null ? `ended without a word after ${duration}` : `killed after ${duration} (${signalName(meta.signal)})`;
    case 'truncated':
      return `cut short after ${duration}`;
  }
}

function signalName(signal: number): string {
  const names = Object.entries(constants.signals).filter(([, number]) => number === signal);
  return names[0]?.[0] ?? `signal ${signal}`;
}

/** Why there is nothing to show; null when there is. */
export function whyEmpty({ meta, allocations }: Recording): string | null {
  if (meta.sampleCount > 0 || allocations.length > 0) {
    return null;
  }
  if (meta.completeness === 'killed' || meta.completeness === 'truncated') {
    return 'Nothing had been recorded yet when it ended.';
  }
  const interval = formatDuration(meta.intervalNs);
  return `The program ended after ${formatDuration(meta.durationNs)}, before a sample was taken (one every ${interval}): run it for longer, or take a shorter --interval-us.`;
}

function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
