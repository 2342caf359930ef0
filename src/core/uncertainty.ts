/** How far a sampled share may be from the truth. */

/**
 * Standard error of a share that was counted in samples (binomial): about two in three repetitions fall within it.
 *
 * @param share 0..1
 * @returns 0..1; null when there were no samples
 */
export function standardError(share: number, samples: number): number | null {
  if (samples <= 0) {
    return null;
  }
  const inside = Math.min(Math.max(share, 0), 1);
  return Math.sqrt((inside * (1 - inside)) / samples);
}
