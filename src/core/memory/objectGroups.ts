/** Objects that one name was bound to one after another, together; and who held an object nearest to a moment. */
import type { HolderMoment } from '../objectFacts';
import type { Recording, WatchedObject } from '../recording';

/** Objects of one watch, in order of birth. At least one. */
export interface ObjectGroup {
  readonly key: string;
  readonly name: string;
  readonly kind: WatchedObject['kind'];
  readonly objects: readonly WatchedObject[];
}

/** In order of their first objects. */
export function objectGroups(objects: readonly WatchedObject[]): ObjectGroup[] {
  const groups = new Map<string, WatchedObject[]>();
  for (const object of objects) {
    const key = JSON.stringify([object.kind, object.name, object.file, object.line]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(object);
  }
  return [...groups].map(([key, members]) => ({
    key,
    name: members[0]!.name,
    kind: members[0]!.kind,
    objects: members.sort((a, b) => a.born - b.born),
  }));
}

/** Of one object in time order; the moments at which somebody looked who holds it. */
export function holderMoments({ holders }: Recording, object: WatchedObject): HolderMoment[] {
  return holders.filter((moment) => moment.object === object.id);
}

/** The moment nearest to `at`, ns; of two as near the earlier one. null: nobody looked. */
export function nearestMoment<Moment extends { readonly at: number }>(moments: readonly Moment[], at: number): Moment | null {
  let best: Moment | null = null;
  for (const moment of moments) {
    if (best === null || Math.abs(moment.at - at) < Math.abs(best.at - at)) {
      best = moment;
    }
  }
  return best;
}

/** How often its count changed. */
export function countChanges({ points }: WatchedObject): number {
  return points.filter(({ count }, at) => at > 0 && count !== points[at - 1]!.count).length;
}
