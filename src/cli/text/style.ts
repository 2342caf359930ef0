/** Colours for terminals: only where someone sees them, and never where NO_COLOR is set. */
import type { WriteStream } from 'node:tty';

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  /** Time, from level 1 (little) to 5 (most); 0 is plain. */
  heat(text: string, level: number): string;
  /** Memory. */
  memory(text: string): string;
  error(text: string): string;
}

const RESET = '\u001b[0m';
/** Pale amber to red, in the 256-colour palette. */
const HEAT = ['', '38;5;180', '38;5;179', '38;5;214', '38;5;208', '1;38;5;203'];

const COLOURED: Style = {
  bold: (text) => wrap('1', text),
  dim: (text) => wrap('2', text),
  heat: (text, level) => wrap(HEAT[level] ?? '', text),
  memory: (text) => wrap('38;5;73', text),
  error: (text) => wrap('31', text),
};

const same = (text: string): string => text;
export const PLAIN: Style = { bold: same, dim: same, heat: same, memory: same, error: same };

/** @param env NO_COLOR, when not empty, and TERM=dumb switch colours off; FORCE_COLOR switches them on without a terminal */
export function styleOf(stream: Pick<WriteStream, 'isTTY'>, env: NodeJS.ProcessEnv): Style {
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') {
    return PLAIN;
  }
  const forced = !['', '0', undefined].includes(env['FORCE_COLOR']);
  return stream.isTTY || forced ? COLOURED : PLAIN;
}

function wrap(code: string, text: string): string {
  return code === '' || text === '' ? text : `\u001b[${code}m${text}${RESET}`;
}
