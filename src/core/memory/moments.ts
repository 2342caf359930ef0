/** What was held at a moment and what changed between two of them, by the site that made it. */
import { addHeld } from '../allocationRows';
import type { Recording } from '../recording';

/** Bytes held at a moment (ns), by the site that made them. */
export function heldAt(recording: Recording, moment: number): Float64Array {
  const held = new Float64Array(recording.sites.length);
  addHeld(held, recording.allocations, moment);
  return held;
}

/** Bytes held at `to` less those held at `from`, by the site that made them: below 0 where more was freed than made. */
export function heldChange(recording: Recording, from: number, to: number): Float64Array {
  const before = heldAt(recording, from);
  return heldAt(recording, to).map((after, site) => after - before[site]!);
}

/** The parts of signed weights that grew or shrank, as weights that a flame graph can draw. */
export function grown(change: Float64Array): Float64Array {
  return change.map((value) => Math.max(0, value));
}

export function shrunk(change: Float64Array): Float64Array {
  return change.map((value) => Math.max(0, -value));
}
