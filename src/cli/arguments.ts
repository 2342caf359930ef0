/** Reads the arguments of one command; what is wrong with them is said in a sentence that names the argument. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { EmberlineError } from '../core/errors';
import { METRICS } from '../core/metric';
import type { MetricId, Recording } from '../core/recording';

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Parsed {
  readonly positionals: readonly string[];
  text(name: string): string | null;
  flag(name: string): boolean;
  list(name: string): readonly string[];
}

/** @throws EmberlineError usage */
export function parseArguments(command: string, args: readonly string[], options: Options): Parsed {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const value = (name: string): unknown => values[name];
    return {
      positionals,
      text: (name) => stringOrNull(value(name)),
      flag: (name) => value(name) === true,
      list: (name) => {
        const given = value(name);
        return Array.isArray(given) ? given.map(String) : [];
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : String(error);
    throw usageError(command, reason.replace(/\.$/, ''), error);
  }
}

export function usageError(command: string, what: string, cause?: unknown): EmberlineError {
  return new EmberlineError('usage', `${what}.`, `See emberline ${command} --help.`, { cause });
}

/** The one file that a command takes. @throws EmberlineError usage */
export function onlyFile(command: string, { positionals }: Parsed): string {
  const [file, ...more] = positionals;
  if (file === undefined) {
    throw usageError(command, 'No recording was named');
  }
  if (more.length > 0) {
    throw usageError(command, `One recording at a time: ${more.join(' ')} is too much`);
  }
  return file;
}

/** The metric asked for, or the first that was measured. @throws EmberlineError */
export function chosenMetric(recording: Recording, asked: string | null): MetricId {
  const { metrics } = recording.meta;
  const metric = asked === null ? (metrics[0] ?? 'wall') : metrics.find((id) => id === asked);
  if (metric !== undefined) {
    return metric;
  }
  const known = asked !== null && Object.hasOwn(METRICS, asked);
  throw new EmberlineError(
    known ? 'recording-without-metric' : 'usage',
    known ? `This run did not measure ${asked}.` : `There is no metric ${asked}.`,
    metrics.length > 0 ? `It holds ${metrics.join(', ')}.` : 'It holds no metric at all.',
  );
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
