/** Where the command line writes: streams, their width and their colours, given so that tests can look. */
import { styleOf, type Style } from './text/style';

export interface Terminal {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Results. */
  out(text: string): void;
  /** What is said about them. */
  error(text: string): void;
  readonly outStyle: Style;
  readonly errorStyle: Style;
  readonly outWidth: number;
  readonly errorWidth: number;
}

/** Columns where there is no terminal: wide enough for a line of code. */
const DEFAULT_WIDTH = 120;

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  // A reader such as `head` that has seen enough is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
    process.exit(0);
  });
  return {
    cwd: process.cwd(),
    env,
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    outStyle: styleOf(stdout, env),
    errorStyle: styleOf(stderr, env),
    outWidth: widthOf(stdout, env),
    errorWidth: widthOf(stderr, env),
  };
}

function widthOf(stream: { readonly columns?: number }, env: NodeJS.ProcessEnv): number {
  const asked = Number(env['COLUMNS']);
  return stream.columns ?? (Number.isInteger(asked) && asked > 0 ? asked : DEFAULT_WIDTH);
}
