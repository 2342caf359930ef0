/** Heat: which of the five tints a share of the run gets. */

/** 0: no heat (below the threshold); 5: the hottest. */
export type HeatLevel = 0 | 1 | 2 | 3 | 4 | 5;

/** Where each level above the first begins, as a share of the way from the threshold to everything on a logarithmic scale. */
const STEPS = 5;

/**
 * The heat of a line. Levels are even on a logarithmic scale from the threshold to the whole run, since what matters
 * is whether a line costs ten times another, not by how many points they differ.
 *
 * @param share of the run, 0..1
 * @param threshold share below which there is no heat, 0..1
 */
export function heatLevel(share: number, threshold: number): HeatLevel {
  if (!(share > 0) || share < threshold) {
    return 0;
  }
  const floor = Math.max(threshold, 1e-4);
  if (floor >= 1) {
    return STEPS;
  }
  const way = 1 - Math.log(Math.min(share, 1)) / Math.log(floor);
  const level = Math.min(STEPS, 1 + Math.floor(Math.max(way, 0) * STEPS));
  return level as HeatLevel;
}
