/** Which colour slot each frame and each node gets: by module, or by how hot it is. */
import type { FrameTree, NodeWeights } from '../../core/callTree';
import { heatLevel } from '../../core/heat';
import type { FlameLayout } from '../../core/flameLayout';
import type { Recording } from '../../core/recording';
import { SLOT, USER_SLOTS } from '../app/palette';

/** Below this share of the run a box is cold. */
const HEAT_THRESHOLD = 0.01;

/** Colour slot of every frame: the user's modules in order of appearance, so that neighbours in a program differ. */
export function frameSlots(recording: Recording): Uint8Array {
  const userFiles = new Map<number, number>();
  return Uint8Array.from(recording.frames, ({ kind, file }) => {
    if (kind === 'native' || kind === 'gc') {
      return SLOT.native;
    }
    if (kind !== 'function' && kind !== 'module' && kind !== 'class') {
      return SLOT.structure;
    }
    const source = file === null ? undefined : recording.files[file];
    if (source === undefined || source.origin === 'generated') {
      return SLOT.libraryOther;
    }
    if (source.origin !== 'workspace') {
      return source.id % 2 === 0 ? SLOT.library : SLOT.libraryOther;
    }
    const order = userFiles.get(source.id) ?? userFiles.size;
    userFiles.set(source.id, order);
    return SLOT.user + (order % USER_SLOTS);
  });
}

/** Slot of every node of a tree over those frames. */
export function nodeSlots(tree: FrameTree, slotOfFrame: Uint8Array): Uint8Array {
  const slots = new Uint8Array(tree.length);
  for (let node = 0; node < tree.length; node++) slots[node] = slotOfFrame[tree.frame[node]!]!;
  return slots;
}

/** The same by box of a layout: drawing walks boxes, and memory in their order. */
export function boxSlots(layout: FlameLayout, slotOfNode: Uint8Array): Uint8Array {
  const slots = new Uint8Array(layout.length);
  for (let box = 0; box < layout.length; box++) slots[box] = slotOfNode[layout.node[box]!]!;
  return slots;
}

/** Heat level of every node by its own weight. */
export function nodeHeat(tree: FrameTree, weights: NodeWeights): Uint8Array {
  const whole = weights.total[0]!;
  const heat = new Uint8Array(tree.length);
  for (let node = 0; node < tree.length; node++) {
    const self = weights.self[node]!;
    if (self > 0) heat[node] = heatLevel(self / whole, HEAT_THRESHOLD);
  }
  return heat;
}
