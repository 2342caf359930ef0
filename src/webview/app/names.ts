/** How frames and places are called in the panel: one way for every view. */
import { NONE, type SiteId } from '../../core/ids';
import type { Frame, Recording } from '../../core/recording';
import { sourcePlaceOf } from '../../core/referenceChanges';
import type { SourcePlace } from '../../protocol/webview';

export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The path below the workspace where it lies there, else without what precedes the package: for reading, not for opening. */
export function shortPath(recording: Recording, path: string): string {
  const { workspace } = recording.meta;
  if (workspace !== null && path.startsWith(workspace)) {
    return path.slice(workspace.length).replace(/^[/\\]/, '');
  }
  const library = /(?:site-packages|dist-packages|python3\.\d+t?)[/\\](?!site-packages|dist-packages)(.+)$/.exec(path);
  return library?.[1] ?? path;
}

export function frameLabel(recording: Recording, frame: Frame): string {
  switch (frame.kind) {
    case 'root':
      return recording.meta.target.name === '' ? 'all' : `${targetName(recording)}: all threads`;
    case 'thread':
      return frame.name === '' ? 'thread' : frame.name;
    case 'module':
      return frame.file === null ? frame.name : moduleLabel(recording, frame.file);
    default:
      return frame.name === '' ? '(no name)' : frame.name;
  }
}

function moduleLabel(recording: Recording, file: number): string {
  const path = recording.files[file]?.path;
  return path === undefined ? '<module>' : baseName(path);
}

export function targetName(recording: Recording): string {
  const { kind, name } = recording.meta.target;
  return kind === 'module' ? `-m ${name}` : baseName(name);
}

/** `pipeline.py:42`, or null for frames without a file. */
export function placeLabel(recording: Recording, file: number | null, line: number | null): string | null {
  const source = file === null ? undefined : recording.files[file];
  if (source === undefined) {
    return null;
  }
  return line === null ? shortPath(recording, source.path) : `${shortPath(recording, source.path)}:${line}`;
}

export function framePlace(recording: Recording, frame: Frame): SourcePlace | null {
  const source = frame.file === null ? undefined : recording.files[frame.file];
  return source === undefined || source.path.startsWith('<') ? null : { path: source.path, line: frame.line ?? 1 };
}

/** The innermost place of the user's own code at a site, else of any code; null without a line. */
export function sitePlace(recording: Recording, site: SiteId | null): SourcePlace | null {
  const place = site === null ? null : sourcePlaceOf(recording, site);
  const source = place === null ? undefined : recording.files[place.file];
  return place === null || source === undefined || source.path.startsWith('<') ? null : { path: source.path, line: place.line };
}

/** `pipeline.py:42` for a place of a recording. */
export function placeText(recording: Recording, place: SourcePlace): string {
  return `${shortPath(recording, place.path)}:${place.line}`;
}

/** Name of the function at a site; an empty text where none is known. */
export function siteFunction(recording: Recording, site: SiteId | null): string {
  const frame = site === null ? undefined : recording.frames[recording.sites.frame[site] ?? NONE];
  return frame === undefined ? '' : frameLabel(recording, frame);
}
