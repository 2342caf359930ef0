/** The JSON records about single objects, decoded field by field: holders, sizes, cycles, collector states and leak checks. */
import type { ObjectId, SiteId } from '../core/ids';
import type {
  CollectorState,
  Cut,
  CycleLink,
  CycleMember,
  CycleShape,
  CycleTotals,
  HolderLink,
  HolderMoment,
  HolderPath,
  KeptObjects,
  LargeObject,
  LeakCheck,
  LeakRound,
  LeakSite,
  LinkKind,
  SizeMoment,
  WatchedSize,
} from '../core/objectFacts';
import { FieldError, asBoolean, asList, asNumber, asObject, asOneOf, asString, orNull, type JsonObject } from './jsonFields';
import { ENUMS } from './recordTable';

/** What the records hold, by record. */
export interface ObjectRecords {
  readonly holders: HolderMoment;
  readonly sizes: SizeMoment;
  readonly cycles: CycleShape;
  readonly cycleTotals: CycleTotals;
  readonly collectorState: CollectorState;
  readonly leakCheck: LeakCheck;
}

export type ObjectRecordName = keyof ObjectRecords;

/** Each throws FieldError naming the field that is missing or of the wrong kind. */
export const DECODE_OBJECT_RECORD: { readonly [Name in ObjectRecordName]: (value: JsonObject) => ObjectRecords[Name] } = {
  holders: (value) => ({
    at: momentOf(value.at),
    reason: asOneOf(value.reason, ['peak', 'exit', 'step', 'request'], 'reason'),
    object: orNull(value.object, asObjectId, 'object'),
    name: orNull(value.name, asString, 'name'),
    typeName: asString(value.typeName, 'typeName'),
    count: orNull(value.count, asAmount, 'count'),
    paths: asList(value.paths, decodePath, 'paths'),
    cut: cutOf(value.cut),
    tookNs: asAmount(value.tookNs, 'tookNs'),
  }),
  sizes: (value) => ({
    at: momentOf(value.at),
    reason: asOneOf(value.reason, ['peak', 'exit', 'request'], 'reason'),
    allocatedBlocks: asAmount(value.allocatedBlocks, 'allocatedBlocks'),
    interned: orNull(value.interned, asAmount, 'interned'),
    watched: asList(value.watched, decodeWatchedSize, 'watched'),
    largest: asList(value.largest, decodeLarge, 'largest'),
    looked: asAmount(value.looked, 'looked'),
    cut: cutOf(value.cut),
    tookNs: asAmount(value.tookNs, 'tookNs'),
  }),
  cycles: decodeCycle,
  cycleTotals: (value) => ({
    at: momentOf(value.at),
    method: asString(value.method, 'method'),
    collections: asAmount(value.collections, 'collections'),
    objects: asAmount(value.objects, 'objects'),
    bytes: asAmount(value.bytes, 'bytes'),
    cut: asAmount(value.cut, 'cut'),
    tookNs: asAmount(value.tookNs, 'tookNs'),
  }),
  collectorState: (value) => ({
    at: momentOf(value.at),
    enabled: asBoolean(value.enabled, 'enabled'),
    thresholds: asList(value.thresholds, asNumber, 'thresholds'),
    frozen: asAmount(value.frozen, 'frozen'),
    debug: asNumber(value.debug, 'debug'),
    garbage: asAmount(value.garbage, 'garbage'),
    callbacks: asAmount(value.callbacks, 'callbacks'),
    generations: asOneOf(value.generations, ['three', 'incremental', 'single'], 'generations'),
  }),
  leakCheck: (value) => ({
    function: asString(value.function, 'function'),
    file: orNull(value.file, asString, 'file'),
    line: orNull(value.line, asNumber, 'line'),
    warmups: asAmount(value.warmups, 'warmups'),
    rounds: asList(value.rounds, decodeRound, 'rounds'),
    sites: asList(value.sites, decodeLeakSite, 'sites'),
    kept: asList(value.kept, decodeKept, 'kept'),
    resurrected: asAmount(value.resurrected, 'resurrected'),
    uncollectable: asAmount(value.uncollectable, 'uncollectable'),
    failed: orNull(value.failed, asString, 'failed'),
  }),
};

function decodePath(value: unknown, name: string): HolderPath {
  const path = asObject(value, name);
  const root = asObject(path.root, `${name}.root`);
  return {
    text: asString(path.text, `${name}.text`),
    root: {
      kind: asOneOf(root.kind, ['module', 'frame', 'thread', 'interpreter', 'unknown'], `${name}.root.kind`),
      name: asString(root.name, `${name}.root.name`),
      site: orNull(root.site, asSiteId, `${name}.root.site`),
    },
    links: asList(path.links, decodeHolderLink, `${name}.links`),
  };
}

function decodeHolderLink(value: unknown, name: string): HolderLink {
  const link = asObject(value, name);
  return {
    kind: kindOf(link.kind, `${name}.kind`),
    text: asString(link.text, `${name}.text`),
    typeName: asString(link.typeName, `${name}.typeName`),
  };
}

function decodeWatchedSize(value: unknown, name: string): WatchedSize {
  const size = asObject(value, name);
  return {
    object: asObjectId(size.object, `${name}.object`),
    shallow: asAmount(size.shallow, `${name}.shallow`),
    deep: asAmount(size.deep, `${name}.deep`),
    parts: asAmount(size.parts, `${name}.parts`),
    cut: cutOf(size.cut),
  };
}

function decodeLarge(value: unknown, name: string): LargeObject {
  const large = asObject(value, name);
  return {
    typeName: asString(large.typeName, `${name}.typeName`),
    shallow: asAmount(large.shallow, `${name}.shallow`),
    length: orNull(large.length, asAmount, `${name}.length`),
    site: orNull(large.site, asSiteId, `${name}.site`),
    holder: orNull(large.holder, asString, `${name}.holder`),
  };
}

function decodeCycle(value: JsonObject): CycleShape {
  const members = asList(value.members, decodeMember, 'members');
  const links = asList(value.links, decodeCycleLink, 'links');
  const closing = orNull(value.closing, asIndex, 'closing');
  if (links.some(({ from, to }) => from >= members.length || to >= members.length) || (closing ?? -1) >= links.length) {
    throw new FieldError('links', 'between the members');
  }
  return {
    shape: asIndex(value.shape, 'shape'),
    text: asString(value.text, 'text'),
    count: asAmount(value.count, 'count'),
    objects: asAmount(value.objects, 'objects'),
    bytes: asAmount(value.bytes, 'bytes'),
    members,
    links,
    closing,
    uncollectable: asAmount(value.uncollectable, 'uncollectable'),
    resurrected: asAmount(value.resurrected, 'resurrected'),
    firstAt: momentOf(value.firstAt),
    lastAt: momentOf(value.lastAt),
  };
}

function decodeMember(value: unknown, name: string): CycleMember {
  const member = asObject(value, name);
  return { typeName: asString(member.typeName, `${name}.typeName`), site: orNull(member.site, asSiteId, `${name}.site`) };
}

function decodeCycleLink(value: unknown, name: string): CycleLink {
  const link = asObject(value, name);
  return {
    from: asIndex(link.from, `${name}.from`),
    to: asIndex(link.to, `${name}.to`),
    kind: kindOf(link.kind, `${name}.kind`),
    text: asString(link.text, `${name}.text`),
    site: orNull(link.site, asSiteId, `${name}.site`),
  };
}

function decodeRound(value: unknown, name: string): LeakRound {
  const round = asObject(value, name);
  return {
    calls: asAmount(round.calls, `${name}.calls`),
    bytes: orNull(round.bytes, asNumber, `${name}.bytes`),
    objects: asNumber(round.objects, `${name}.objects`),
    blocks: asNumber(round.blocks, `${name}.blocks`),
  };
}

function decodeLeakSite(value: unknown, name: string): LeakSite {
  const site = asObject(value, name);
  return {
    site: asSiteId(site.site, `${name}.site`),
    bytes: asNumber(site.bytes, `${name}.bytes`),
    blocks: asNumber(site.blocks, `${name}.blocks`),
  };
}

function decodeKept(value: unknown, name: string): KeptObjects {
  const kept = asObject(value, name);
  return {
    typeName: asString(kept.typeName, `${name}.typeName`),
    objects: asAmount(kept.objects, `${name}.objects`),
    bytes: asAmount(kept.bytes, `${name}.bytes`),
    site: orNull(kept.site, asSiteId, `${name}.site`),
    holder: orNull(kept.holder, asString, `${name}.holder`),
  };
}

/** A kind of a newer minor version is one more of the others. */
function kindOf(value: unknown, name: string): LinkKind {
  const kind = asString(value, name);
  return ENUMS.linkKind.find((known) => known === kind) ?? 'other';
}

function cutOf(value: unknown): Cut | null {
  return orNull(value, (cut, name) => asOneOf(cut, ['time', 'objects', 'paths', 'depth'], name), 'cut');
}

function momentOf(value: unknown): number {
  return Math.max(asNumber(value, 'at'), 0);
}

function asAmount(value: unknown, name: string): number {
  const amount = asNumber(value, name);
  if (amount < 0) {
    throw new FieldError(name, 'zero or more');
  }
  return amount;
}

function asIndex(value: unknown, name: string): number {
  const index = asAmount(value, name);
  if (!Number.isInteger(index)) {
    throw new FieldError(name, 'a whole number');
  }
  return index;
}

/** Whether there is such a site or object is seen when the tables are complete: see objectFacts.ts. */
function asSiteId(value: unknown, name: string): SiteId {
  return asIndex(value, name) as SiteId;
}

function asObjectId(value: unknown, name: string): ObjectId {
  return asIndex(value, name) as ObjectId;
}
