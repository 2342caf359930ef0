/** The unit layer: pure code in a Node process. */
import { NODE_ENTRY, inNode, runMochaLayer } from './mochaLayer.mjs';

const TIMEOUT_MS = 10_000;

/** @param {import('./mochaLayer.mjs').LayerOptions} options */
export function runUnit(options) {
  return runMochaLayer('unit', options, [NODE_ENTRY], inNode(TIMEOUT_MS));
}
