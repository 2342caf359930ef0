/** `emberline export FILE --to FORMAT`: a recording for other tools, or as one page. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { EmberlineError } from '../../core/errors';
import { collapsedStacks } from '../../core/exports/collapsed';
import { speedscopeFile } from '../../core/exports/speedscope';
import { htmlPage } from '../../protocol/htmlPage';
import { writePstats } from '../../protocol/pstats';
import { chosenMetric, onlyFile, parseArguments, usageError, type Parsed } from '../arguments';
import type { Terminal } from '../output';
import { openRecording, readBytes } from '../recordingFile';
import { runLine } from '../text/facts';

const FORMATS: Readonly<Record<string, (file: string, parsed: Parsed, cwd: string) => string | Uint8Array>> = {
  speedscope: (file, _parsed, cwd) => `${JSON.stringify(speedscopeFile(openRecording(file, cwd)))}\n`,
  collapsed: (file, parsed, cwd) => collapsedText(file, parsed, cwd),
  html: (file, _parsed, cwd) => page(file, cwd),
  pstats: (file, parsed, cwd) => pstats(file, parsed, cwd),
};

export function exportCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('export', args, {
    to: { type: 'string' },
    out: { type: 'string', short: 'o' },
    metric: { type: 'string' },
  });
  const file = onlyFile('export', parsed);
  const to = parsed.text('to');
  const format = to !== null && Object.hasOwn(FORMATS, to) ? FORMATS[to] : undefined;
  if (format === undefined) {
    const formats = Object.keys(FORMATS).join(', ');
    throw usageError('export', to === null ? `No format was named: add --to with one of ${formats}` : `There is no format ${to}: take one of ${formats}`);
  }
  const text = format(file, parsed, terminal.cwd);
  const out = parsed.text('out');
  if (out === null || out === '-') {
    terminal.out(String(text));
  } else {
    writeOutput(out, text, terminal.cwd);
  }
  return 0;
}

function collapsedText(file: string, parsed: Parsed, cwd: string): string {
  const recording = openRecording(file, cwd);
  const metric = chosenMetric(recording, parsed.text('metric'));
  return [...collapsedStacks(recording, { metric, range: null })].map((line) => `${line}\n`).join('');
}

function pstats(file: string, parsed: Parsed, cwd: string): Uint8Array {
  const recording = openRecording(file, cwd);
  if ((parsed.text('out') ?? '-') === '-') {
    throw usageError('export', 'A pstats file is not text: name a file with -o');
  }
  if (recording.calls === null) {
    throw new EmberlineError('recording-without-metric', 'This run did not count its calls.', 'Run emberline profile --calls.');
  }
  return writePstats(recording.calls, recording);
}

function page(file: string, cwd: string): string {
  // Opened first, so that a page never shows what cannot be read.
  const recording = openRecording(file, cwd);
  return htmlPage({
    title: `${runLine(recording)} - Emberline`,
    script: panelFile('panel.js'),
    style: panelFile('panel.css'),
    recordingBase64: Buffer.from(readBytes(file, cwd)).toString('base64'),
  });
}

/** The panel's bundle lies beside the command line's. */
function panelFile(name: string): string {
  try {
    return readFileSync(path.join(__dirname, 'webview', name), 'utf8');
  } catch (cause) {
    throw new EmberlineError('panel-missing', 'This installation of Emberline lacks its panel.', 'Install Emberline again.', { cause });
  }
}

function writeOutput(out: string, text: string | Uint8Array, cwd: string): void {
  try {
    writeFileSync(path.resolve(cwd, out), text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'it cannot be written';
    throw new EmberlineError('output-unwritable', `${out} cannot be written (${code}).`, 'Choose another place with -o.', { cause });
  }
}
