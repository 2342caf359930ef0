/** The public JSON form of leak checks: `emberline leaks --json`. */
import { leakVerdict, type Growth, type LeakOutcome } from '../memory/leakVerdict';
import type { LeakRound } from '../objectFacts';
import type { Recording } from '../recording';
import { siteJson, type PlaceJson } from './placeJson';

export interface LeaksJson {
  readonly format: 1;
  readonly checks: readonly LeakCheckJson[];
}

export interface LeakCheckJson {
  readonly function: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly verdict: LeakOutcome;
  /** Per call, with half of the 95 % confidence interval. */
  readonly bytesPerCall: Growth | null;
  readonly objectsPerCall: Growth;
  readonly blocksPerCall: Growth;
  readonly warmups: number;
  readonly rounds: readonly LeakRound[];
  /** Who allocated what was left. */
  readonly sites: readonly (PlaceJson & { readonly bytes: number; readonly blocks: number })[];
  /** What was left, and one path of references to it. */
  readonly kept: readonly KeptJson[];
  readonly uncollectable: number;
  readonly resurrected: number;
  /** Why the calls ended early. */
  readonly failed: string | null;
}

export interface KeptJson extends PlaceJson {
  readonly type: string;
  readonly objects: number;
  readonly bytes: number;
  readonly holder: string | null;
}

export function leaksJson(recording: Recording): LeaksJson {
  return {
    format: 1,
    checks: recording.leakChecks.map((check) => {
      const { outcome, bytes, objects, blocks } = leakVerdict(check);
      return {
        function: check.function,
        file: check.file,
        line: check.line,
        verdict: outcome,
        bytesPerCall: bytes,
        objectsPerCall: objects,
        blocksPerCall: blocks,
        warmups: check.warmups,
        rounds: check.rounds,
        sites: check.sites.map((each) => ({ ...siteJson(recording, each.site), bytes: each.bytes, blocks: each.blocks })),
        kept: check.kept.map(({ typeName, objects: count, bytes: size, site, holder }) => ({
          ...siteJson(recording, site),
          type: typeName,
          objects: count,
          bytes: size,
          holder,
        })),
        uncollectable: check.uncollectable,
        resurrected: check.resurrected,
        failed: check.failed,
      };
    }),
  };
}
