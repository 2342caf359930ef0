/** Cyclic garbage in words. */
import type { CycleShape, CycleTotals } from '../objectFacts';
import { formatBytes, formatCount, formatDuration } from '../weight';

/** `4,211 cycles Node.parent ⇄ Node.children, 9.3 MB`. */
export function cycleSentence({ count, text, bytes, uncollectable, resurrected }: CycleShape): string {
  const cycles = count === 1 ? '1 cycle' : `${formatCount(count)} cycles`;
  const kept = uncollectable > 0 ? `, ${formatCount(uncollectable)} not collectable` : '';
  const back = resurrected > 0 ? `, ${formatCount(resurrected)} brought back by a finalizer` : '';
  return `${cycles} ${text}, ${formatBytes(bytes)}${kept}${back}`;
}

/** What the mode looked at and what looking cost. */
export function cycleTotalsSentence({ collections, objects, bytes, cut, tookNs, method }: CycleTotals): string {
  const seen = `${formatCount(objects)} unreachable objects (${formatBytes(bytes)}) in ${formatCount(collections)} runs`;
  const rest = cut > 0 ? `; ${formatCount(cut)} objects more were not looked at` : '';
  return `${seen}${rest}. Looking took ${formatDuration(tookNs)}. ${method}`;
}

/** Names of the members that tell them apart: `Node`, `list`, or `Node 1`, `Node 2`. */
export function memberNames({ members }: CycleShape): string[] {
  const counts = new Map<string, number>();
  for (const { typeName } of members) {
    counts.set(typeName, (counts.get(typeName) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  return members.map(({ typeName }) => {
    const number = (seen.get(typeName) ?? 0) + 1;
    seen.set(typeName, number);
    return (counts.get(typeName) ?? 0) > 1 ? `${typeName} ${number}` : typeName;
  });
}
