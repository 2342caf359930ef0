/** What a recording knows about single objects, kept where it refers to sites and objects that are there. */
import type { CycleShape } from '../core/objectFacts';
import type { Recording } from '../core/recording';
import type { ObjectRecordName, ObjectRecords } from './objectRecords';
import type { Problems } from './problems';

export type ObjectRecordLists = { readonly [Name in ObjectRecordName]: readonly ObjectRecords[Name][] };

type ObjectFacts = Pick<Recording, 'holders' | 'sizes' | 'cycles' | 'cycleTotals' | 'collectorStates' | 'leakChecks'>;

interface Lengths {
  readonly siteCount: number;
  readonly objectCount: number;
}

export function buildObjectFacts(lists: ObjectRecordLists, lengths: Lengths, problems: Problems): ObjectFacts {
  const sound = <Name extends ObjectRecordName>(name: Name): ObjectRecords[Name][] => {
    const kept: ObjectRecords[Name][] = [];
    for (const record of lists[name]) {
      if (isSound(record, lengths)) {
        kept.push(record);
      } else {
        problems.dropped(name);
      }
    }
    return kept;
  };
  return {
    holders: sound('holders').sort(byTime),
    sizes: sound('sizes').sort(byTime),
    cycles: lastOfEachShape(sound('cycles')),
    cycleTotals: sound('cycleTotals').at(-1) ?? null,
    collectorStates: sound('collectorState').sort(byTime),
    leakChecks: sound('leakCheck'),
  };
}

/** Whether every `site` and `object` in a decoded record, however deep, is one of the tables'. */
function isSound(value: unknown, lengths: Lengths): boolean {
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  return Object.entries(value).every(([name, part]: [string, unknown]) => {
    if (typeof part === 'number') {
      return (name !== 'site' || part < lengths.siteCount) && (name !== 'object' || part < lengths.objectCount);
    }
    return isSound(part, lengths);
  });
}

/** In order of the bytes that they took, largest first. */
function lastOfEachShape(records: readonly CycleShape[]): CycleShape[] {
  return [...new Map(records.map((record) => [record.shape, record])).values()].sort((a, b) => b.bytes - a.bytes);
}

function byTime(a: { readonly at: number }, b: { readonly at: number }): number {
  return a.at - b.at;
}
