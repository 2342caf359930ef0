/** A change of a reference count in words. */
import type { LinkKind } from '../objectFacts';
import type { ReferencePoint, StepLink } from '../recording';
import { formatCount } from '../weight';

export const LINK_NAMES: Readonly<Record<LinkKind, string>> = {
  localName: 'local name',
  argument: 'argument',
  global: 'module name',
  attribute: 'attribute',
  listElement: 'list element',
  tupleElement: 'tuple element',
  setElement: 'set element',
  dictValue: 'dict value',
  dictKey: 'dict key',
  closureCell: 'closure cell',
  frame: 'frame',
  traceback: 'exception traceback',
  thread: 'thread',
  native: 'held in C',
  other: 'other reference',
};

/** `2 → 3`; the first count alone. */
export function countChange(before: number | null, after: number): string {
  return before === null ? `first ${formatCount(after)}` : `${formatCount(before)} → ${formatCount(after)}`;
}

/** `+1 list element box[0], -1 local name alias`; where nothing is known of it: empty, or that it happened elsewhere. */
export function linksText({ links, source }: ReferencePoint): string {
  if (links.length > 0) {
    return links.map(linkText).join(', ');
  }
  return source === 'sampled' ? 'changed elsewhere, seen later' : '';
}

function linkText({ gained, kind, text, times }: StepLink): string {
  return `${gained ? '+' : '-'}${formatCount(times)} ${LINK_NAMES[kind]}${text === '' ? '' : ` ${text}`}`;
}
