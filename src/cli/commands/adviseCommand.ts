/** `emberline advise FILE`: what the rules say of a recorded program, and with --try what each change was measured to gain. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { advise, DEFAULT_ADVICE } from '../../advice/advise';
import { evidenceOfCosts } from '../../advice/lineEvidence';
import { PythonParser } from '../../advice/parser';
import { SourceFile } from '../../advice/sourceFile';
import { applyEdits, type Finding } from '../../core/advice';
import { fileCosts } from '../../core/costs';
import { EmberlineError } from '../../core/errors';
import { isOffered } from '../../core/measure/trial';
import type { Recording } from '../../core/recording';
import { tryChange, TRIAL_DEFAULTS, type TrialOutcome } from '../../run/measure/trial';
import { definedOnly } from '../../run/profileProcess';
import { onlyFile, parseArguments, type Parsed } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { shownPath } from '../text/paths';

interface Advised {
  readonly file: string;
  readonly text: string;
  readonly finding: Finding;
  readonly outcome: TrialOutcome | null;
}

/** Longer runs are not repeated whole: the function is called with arguments recorded from a run. */
const LONGEST_PROGRAM_NS = 5e9;
const RECORD_SECONDS = 60;

/** Exit code 1 when there is something to gain: a finding, or with --try one that was measured to gain. */
export async function adviseCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = { json: { type: 'boolean' }, try: { type: 'boolean' }, allow: { type: 'string', multiple: true } } as const;
  const parsed = parseArguments('advise', args, options);
  const recording = openRecording(onlyFile('advise', parsed), terminal.cwd);
  const found = await findingsOf(recording);
  const advised: Advised[] = [];
  for (const each of found) {
    const outcome = parsed.flag('try') && each.finding.edits !== null ? await trial(recording, each, parsed, terminal) : null;
    advised.push({ ...each, outcome });
  }
  terminal.out(parsed.flag('json') ? `${JSON.stringify(jsonOf(advised))}\n` : textOf(advised, terminal));
  const gains = parsed.flag('try') ? advised.filter(({ outcome }) => outcome !== null && isOffered(outcome.verdict)) : advised;
  return gains.length > 0 ? 1 : 0;
}

async function findingsOf(recording: Recording): Promise<Omit<Advised, 'outcome'>[]> {
  const parser = await PythonParser.load(__dirname);
  const found: Omit<Advised, 'outcome'>[] = [];
  for (const costs of fileCosts(recording, null).values()) {
    const bytes = costs.origin === 'workspace' && existsSync(costs.path) ? readFileSync(costs.path) : null;
    // A file that changed since is left alone: the figures are of other lines.
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== costs.sha256) continue;
    const text = bytes.toString('utf8');
    const tree = parser.parse(text, null);
    const findings = advise(new SourceFile(text, tree.rootNode), evidenceOfCosts(costs, recording.meta.python.version), DEFAULT_ADVICE);
    found.push(...findings.map((finding) => ({ file: costs.path, text, finding })));
    tree.delete();
  }
  return found.sort((one, other) => (other.finding.cost?.share ?? 0) - (one.finding.cost?.share ?? 0));
}

async function trial({ meta }: Recording, { file, text, finding }: Omit<Advised, 'outcome'>, parsed: Parsed, terminal: Terminal): Promise<TrialOutcome> {
  const shim = path.join(__dirname, 'shim');
  if (!existsSync(meta.python.executable) || !existsSync(meta.cwd)) {
    throw new EmberlineError('python-not-found', `The run's interpreter ${meta.python.executable} is not here.`, 'Profile the program again on this machine.');
  }
  const isShort = meta.durationNs <= LONGEST_PROGRAM_NS || finding.function === null;
  const bench = {
    ...{ interpreter: meta.python.executable, interpreterArgs: [], shim, cwd: meta.cwd },
    ...{ env: definedOnly(terminal.env), signal: new AbortController().signal },
  };
  const scope = isShort || finding.function === null
    ? ({ kind: 'program' } as const)
    : ({ kind: 'function', name: finding.function.name, seconds: RECORD_SECONDS } as const);
  const target = { ...meta.target, args: meta.command.slice(1) };
  const change = { path: file, before: text, after: applyEdits(text, finding.edits ?? []) };
  const request = { change, target, scope, allow: parsed.list('allow'), ...TRIAL_DEFAULTS };
  return tryChange(bench, request, () => undefined);
}

function jsonOf(advised: readonly Advised[]) {
  return {
    format: 1,
    findings: advised.map(({ file, finding: { rule, title, range, cost, sentence, safety }, outcome }) => ({
      ...{ file, line: range.startLine, rule, title, cost, sentence, safety },
      tried: outcome === null ? null : { ...outcome.verdict, facts: outcome.facts, unsafe: outcome.unsafe },
    })),
  };
}

function textOf(advised: readonly Advised[], { cwd, outStyle }: Terminal): string {
  if (advised.length === 0) return 'No advice: no rule fits a line that matters in this run.\n';
  const rows = advised.flatMap(({ file, finding, outcome }) => [
    `${outStyle.bold(`${shownPath(file, cwd)}:${finding.range.startLine}`)}  ${finding.title} (${finding.rule})`,
    `  ${finding.sentence}`,
    ...(outcome === null ? [] : [`  Tried on ${outcome.facts.subject}. ${outcome.verdict.sentence}`]),
  ]);
  return `${rows.join('\n')}\n`;
}
