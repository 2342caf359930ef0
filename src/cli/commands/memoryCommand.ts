/** `emberline memory FILE`: memory line by line. */
import * as path from 'node:path';
import { EmberlineError } from '../../core/errors';
import { memoryJson } from '../../core/json/memoryJson';
import { memoryTables, type MemoryTable } from '../../core/memory/memoryLines';
import type { Recording } from '../../core/recording';
import { onlyFile, parseArguments } from '../arguments';
import type { Terminal } from '../output';
import { openRecording } from '../recordingFile';
import { runLine } from '../text/facts';
import { basisSentences, memoryLinesTable, memorySentence, memoryTitle } from '../text/memoryTables';
import { SourceText } from '../text/sourceText';

export function memoryCommand(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments('memory', args, {
    json: { type: 'boolean' },
    function: { type: 'string', multiple: true },
    file: { type: 'string' },
  });
  const recording = openRecording(onlyFile('memory', parsed), terminal.cwd);
  const wanted = new Wanted(recording, parsed.list('function'), parsed.text('file'), terminal.cwd);
  if (parsed.flag('json')) {
    const all = parsed.list('function').length === 0 && parsed.text('file') === null;
    const form = memoryJson(recording, null, (file, { function: name }) => all || (wanted.isFile(file) && wanted.isFunction(name)));
    terminal.out(`${JSON.stringify(form)}\n`);
    return 0;
  }
  const context = { cwd: terminal.cwd, style: terminal.outStyle, width: terminal.outWidth };
  const source = new SourceText(recording.files);
  const shown = wanted.tables();
  const sections = shown.map((found) => [
    memoryTitle(found, context),
    ...basisSentences(found).map((line) => terminal.outStyle.dim(line)),
    ...memoryLinesTable(found, wanted.definitions(found), source, context),
  ]);
  const nothing = shown.length === 0 ? [['No line of this run has any memory: profile with --memory.']] : [];
  const head = [terminal.outStyle.bold(runLine(recording)), memorySentence(recording)];
  terminal.out(`${[head, ...sections, ...nothing].map((lines) => lines.join('\n')).join('\n\n')}\n`);
  return 0;
}

/** Which files and functions were asked for; without a word the files of the workspace that allocate most. */
class Wanted {
  readonly #all: readonly MemoryTable[];

  /** @throws EmberlineError when nothing of the recording bears the names */
  constructor(
    private readonly recording: Recording,
    private readonly functions: readonly string[],
    private readonly file: string | null,
    private readonly cwd: string,
  ) {
    this.#all = [...memoryTables(recording, null).values()];
    const [unknown] = functions.filter((name) => !recording.frames.some((frame) => matches(frame.name, name)));
    if (unknown !== undefined) {
      throw new EmberlineError('usage', `No function ${unknown} was seen in this run.`, 'emberline lines tells which ones were.');
    }
    if (file !== null && !recording.files.some(({ path: each }) => this.isFile(each))) {
      throw new EmberlineError('usage', `No file ${file} was seen in this run.`, 'emberline lines tells which ones were.');
    }
  }

  isFile(file: string): boolean {
    if (this.file === null) {
      return true;
    }
    return file === path.resolve(this.cwd, this.file) || file.endsWith(`/${this.file}`) || file.endsWith(`\\${this.file}`);
  }

  isFunction(name: string): boolean {
    return this.functions.length === 0 || this.functions.some((wanted) => matches(name, wanted));
  }

  tables(): MemoryTable[] {
    const named = this.#all.filter(({ path: file, lines }) => this.isFile(file) && lines.some((line) => this.isFunction(line.function)));
    if (this.file !== null || this.functions.length > 0) {
      return named.map((found) => ({ ...found, lines: found.lines.filter((line) => this.isFunction(line.function)) }));
    }
    const own = new Set(this.recording.files.filter(({ origin }) => origin === 'workspace').map(({ path: file }) => file));
    return named.filter(({ path: file }) => own.has(file)).sort((a, b) => weightOf(b) - weightOf(a)).slice(0, MOST_FILES);
  }

  /** Definitions of the functions that are shown as a whole: of a chosen file or without a choice, only the lines with figures. */
  definitions({ path: file }: MemoryTable): number[] | null {
    if (this.functions.length === 0) {
      return null;
    }
    return this.recording.frames.flatMap(({ name, file: id, line }) => {
      const isHere = id !== null && this.recording.files[id]?.path === file;
      return isHere && line !== null && this.isFunction(name) ? [line] : [];
    });
  }
}

const MOST_FILES = 3;

function weightOf({ lines }: MemoryTable): number {
  return lines.reduce((sum, { allocated, peak, heapIncrement }) => sum + (allocated ?? peak ?? Math.max(0, heapIncrement ?? 0)), 0);
}

/** The qualified name or its last part. */
function matches(name: string, wanted: string): boolean {
  return name === wanted || name.endsWith(`.${wanted}`);
}
