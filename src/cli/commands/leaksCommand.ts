/** `emberline leaks FILE`: whether functions that were called again and again leave something behind. */
import { leaksJson } from '../../core/json/leaksJson';
import { leakNotes, verdictSentence } from '../../core/memory/leakText';
import { leakVerdict } from '../../core/memory/leakVerdict';
import type { LeakCheck } from '../../core/objectFacts';
import type { Recording } from '../../core/recording';
import type { SiteId } from '../../core/ids';
import { sourcePlaceOf } from '../../core/referenceChanges';
import { formatBytes, formatCount } from '../../core/weight';
import { onlyFile, parseArguments } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { runLine } from '../text/facts';
import { shownPath } from '../text/paths';
import { table, type Column } from '../text/table';

const MOST = 10;

export function leaksCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('leaks', args, { json: { type: 'boolean' } });
  const recording = openRecording(onlyFile('leaks', parsed), terminal.cwd);
  if (parsed.flag('json')) {
    terminal.out(`${JSON.stringify(leaksJson(recording))}\n`);
    return 0;
  }
  const checks = recording.leakChecks.map((check) => checkLines(recording, check, terminal));
  const nothing = checks.length === 0 ? [['This run did not check for leaks.']] : [];
  const sections = [[terminal.outStyle.bold(runLine(recording))], ...checks, ...nothing];
  terminal.out(`${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`);
  return 0;
}

function checkLines(recording: Recording, check: LeakCheck, { outStyle, outWidth, cwd }: Terminal): string[] {
  const place = (site: SiteId | null): string => {
    const found = site === null ? null : sourcePlaceOf(recording, site);
    const path = found === null ? undefined : recording.files[found.file]?.path;
    return found === null || path === undefined ? '' : `${shownPath(path, cwd)}:${found.line}`;
  };
  const sites = check.sites.slice(0, MOST).map((each) => [formatBytes(each.bytes), formatCount(each.blocks), place(each.site)]);
  const kept = check.kept.slice(0, MOST).map((each) => [formatCount(each.objects), each.typeName, formatBytes(each.bytes), each.holder ?? '']);
  return [
    `${outStyle.bold(check.function)} ${verdictSentence(leakVerdict(check))}.`,
    ...leakNotes(check),
    ...(sites.length === 0 ? [] : table(SITE_COLUMNS, sites, outWidth)),
    ...(kept.length === 0 ? [] : table(KEPT_COLUMNS, kept, outWidth)),
  ];
}

const SITE_COLUMNS: readonly Column[] = [
  { title: 'left', align: 'right' },
  { title: 'blocks', align: 'right' },
  { title: 'allocated at', align: 'left' },
];
const KEPT_COLUMNS: readonly Column[] = [
  { title: 'objects', align: 'right' },
  { title: 'type', align: 'left' },
  { title: 'size', align: 'right' },
  { title: 'held by', align: 'left' },
];
