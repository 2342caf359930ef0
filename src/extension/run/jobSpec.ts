/** What the user asked to profile, small enough to be remembered for `Profile Again`. */
import type { TestRunner } from '../../run/runTarget';

export type JobSpec =
  /** `args` null: those of the settings. `focus`: qualified name of the function to show afterwards. `calls`: count every call. */
  | { readonly kind: 'file'; readonly uri: string; readonly args: readonly string[] | null; readonly focus: string | null; readonly calls?: boolean }
  | { readonly kind: 'module'; readonly module: string; readonly args: readonly string[]; readonly uri: string | null }
  | { readonly kind: 'test'; readonly uri: string; readonly testId: string | null; readonly runner: TestRunner }
  /** `folder`: URI of the workspace folder whose launch.json names it; null: the window's. */
  | { readonly kind: 'configuration'; readonly folder: string | null; readonly name: string };

/** A spec from what was stored; null when it is none of ours. */
export function decodeJobSpec(value: unknown): JobSpec | null {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
  const kinds: readonly unknown[] = ['file', 'module', 'test', 'configuration'];
  // Written by this extension alone, into its own storage: the kind tells the rest.
  return kinds.includes(value.kind) ? (value as JobSpec) : null;
}
