/** Verdicts about leaks in words. */
import type { LeakCheck } from '../objectFacts';
import { formatBytes, formatCount } from '../weight';
import type { Growth, LeakVerdict } from './leakVerdict';

/** `grows by 1.2 kB a call ± 34 B, over 60 calls`. */
export function verdictSentence({ outcome, bytes, objects, blocks, calls }: LeakVerdict): string {
  const over = `over ${formatCount(calls)} ${calls === 1 ? 'call' : 'calls'}`;
  switch (outcome) {
    case 'grows':
      return `grows by ${growthText(bytes, objects, blocks)}, ${over}`;
    case 'settles':
      return `grew at first and then stopped, ${over}: something filled up`;
    case 'steady':
      return `does not grow, ${over}${bytes === null ? '' : `: ${bytesText(bytes)}`}`;
    case 'unknown':
      return `was called too few times to say, ${over}`;
  }
}

function growthText(bytes: Growth | null, objects: Growth, blocks: Growth): string {
  if (bytes !== null) {
    return bytesText(bytes);
  }
  const [growth, what] = objects.mean > 0 ? [objects, 'objects'] : [blocks, 'blocks'];
  return `${decimal(growth.mean)} ${what} a call${growth.error === null ? '' : ` ± ${decimal(growth.error)}`}`;
}

function bytesText({ mean, error }: Growth): string {
  return `${formatBytes(mean)} a call${error === null ? '' : ` ± ${formatBytes(error)}`}`;
}

/** Objects a call may well be less than one. */
function decimal(value: number): string {
  return Math.abs(value) >= 10 || Number.isInteger(value) ? formatCount(value) : value.toFixed(1);
}

/** What else the calls left or ended in. */
export function leakNotes({ resurrected, uncollectable, failed }: LeakCheck): string[] {
  return [
    ...(failed === null ? [] : [`The calls ended early: ${failed}`]),
    ...(uncollectable > 0 ? [`${formatCount(uncollectable)} objects could not be collected.`] : []),
    ...(resurrected > 0 ? [`${formatCount(resurrected)} objects were brought back by a finalizer.`] : []),
  ];
}
