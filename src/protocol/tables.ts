/** The numbered tables of a recording: strings, files, frames and sites, with every reference between them checked. */
import { NONE, type FileId, type FrameId } from '../core/ids';
import type { Frame, FrameKind, Origin, Sites, SourceFile } from '../core/recording';
import type { ColumnRecord } from './columnCodec';
import type { Problems } from './problems';
import { ENUMS } from './recordTable';
import type { ColumnRecords } from './streamContents';

/** What is shown for a name that the recording refers to but does not hold. */
const UNKNOWN = '(unknown)';

export interface Tables {
  readonly strings: readonly string[];
  readonly files: readonly SourceFile[];
  readonly frames: readonly Frame[];
  readonly sites: Sites;
}

export function buildTables(records: ColumnRecords, problems: Problems): Tables {
  const strings = buildStrings(records.strings, problems);
  const files = buildFiles(records.files, strings, problems);
  const frames = buildFrames(records.frames, { strings, files }, problems);
  const sites = buildSites(records.nodes, frames, problems);
  return { strings, files, frames, sites };
}

function buildStrings(records: readonly ColumnRecord<'strings'>[], problems: Problems): string[] {
  const decoder = new TextDecoder();
  const strings: string[] = [];
  for (const { rows, columns } of records) {
    let start = 0;
    let unreadable = 0;
    for (let row = 0; row < rows; row++) {
      const end = columns.end[row]!;
      const readable = end >= start && end <= columns.text.length;
      strings.push(readable ? decoder.decode(columns.text.subarray(start, end)) : UNKNOWN);
      if (readable) {
        start = end;
      } else {
        unreadable++;
      }
    }
    problems.repaired('strings', unreadable);
  }
  return strings;
}

function buildFiles(records: readonly ColumnRecord<'files'>[], strings: readonly string[], problems: Problems): SourceFile[] {
  const files: SourceFile[] = [];
  for (const { rows, columns } of records) {
    let unreadable = 0;
    for (let row = 0; row < rows; row++) {
      const path = strings[columns.path[row]!];
      if (path === undefined) {
        unreadable++;
      }
      files.push({
        id: files.length as FileId,
        path: path ?? UNKNOWN,
        origin: originOf(columns.origin[row]!),
        sha256: strings[columns.sha256[row]!] ?? null,
      });
    }
    problems.repaired('files', unreadable);
  }
  return files;
}

function originOf(index: number): Origin {
  return ENUMS.origin[index] ?? 'generated';
}

function buildFrames(
  records: readonly ColumnRecord<'frames'>[],
  { strings, files }: Pick<Tables, 'strings' | 'files'>,
  problems: Problems,
): Frame[] {
  const frames: Frame[] = [];
  for (const { rows, columns } of records) {
    let unreadable = 0;
    for (let row = 0; row < rows; row++) {
      const name = strings[columns.name[row]!];
      const file = columns.file[row]!;
      const fileKnown = file < files.length;
      if (name === undefined || (!fileKnown && file !== NONE)) {
        unreadable++;
      }
      frames.push({
        id: frames.length as FrameId,
        kind: kindOf(columns.kind[row]!),
        name: name ?? UNKNOWN,
        file: fileKnown ? (file as FileId) : null,
        line: lineOrNull(columns.line[row]!),
      });
    }
    problems.repaired('frames', unreadable);
  }
  return frames;
}

function kindOf(index: number): FrameKind {
  return ENUMS.frameKind[index] ?? 'function';
}

/** Lines are 1-based: neither NONE nor 0 is one. */
export function lineOrNull(line: number): number | null {
  return line === NONE || line === 0 ? null : line;
}

/** Always has a root, and every parent precedes its child: whoever walks the tree may rely on it. */
function buildSites(records: readonly ColumnRecord<'nodes'>[], frames: Frame[], problems: Problems): Sites {
  const recorded = records.reduce((sum, { rows }) => sum + rows, 0);
  const length = Math.max(recorded, 1);
  const column = (name: keyof ColumnRecord<'nodes'>['columns']): Uint32Array => {
    const joined = new Uint32Array(length).fill(NONE, recorded);
    let offset = 0;
    for (const { rows, columns } of records) {
      joined.set(columns[name], offset);
      offset += rows;
    }
    return joined;
  };
  const sites = {
    length,
    parent: column('parent'),
    frame: column('frame'),
    line: column('line'),
    endLine: column('endLine'),
    column: column('column'),
    endColumn: column('endColumn'),
  };
  repairSites(sites, frames, problems);
  return sites;
}

function repairSites({ length, parent, frame, line }: Sites, frames: Frame[], problems: Problems): void {
  let unreadable = 0;
  let unknownFrame: number | null = null;
  const frameCount = frames.length;
  parent[0] = NONE;
  for (let site = 0; site < length; site++) {
    const orphan = site > 0 && parent[site]! >= site;
    const nameless = frame[site]! >= frameCount;
    if (line[site] === 0) {
      line[site] = NONE;
    }
    if (!orphan && !nameless) {
      continue;
    }
    if (orphan) {
      parent[site] = 0;
    }
    if (nameless) {
      frame[site] = unknownFrame ??= addFrame(frames, site === 0 ? 'root' : 'function');
    }
    unreadable++;
  }
  // A recording that ends before its first site has none to repair: its root is ours.
  if (length > 1) {
    problems.repaired('nodes', unreadable);
  }
}

function addFrame(frames: Frame[], kind: FrameKind): number {
  frames.push({ id: frames.length as FrameId, kind, name: kind === 'root' ? '' : UNKNOWN, file: null, line: null });
  return frames.length - 1;
}
