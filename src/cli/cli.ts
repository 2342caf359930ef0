/** The command line: the same recordings as in the editor, for terminals and CI. */
import { EmberlineError } from '../core/errors';
import { adviseCommand } from './commands/adviseCommand';
import { callsCommand } from './commands/callsCommand';
import { compareCommand } from './commands/compareCommand';
import { exportCommand } from './commands/exportCommand';
import { garbageCommand } from './commands/garbageCommand';
import { linesCommand } from './commands/linesCommand';
import { memoryCommand } from './commands/memoryCommand';
import { profileCommand } from './commands/profileCommand';
import { referencesCommand } from './commands/referencesCommand';
import { summaryCommand } from './commands/summaryCommand';
import { treeCommand } from './commands/treeCommand';
import { HELP } from './help';
import { processTerminal, type Terminal } from './output';
import { version } from '../../package.json';

/** Runs with the arguments after its name; returns the exit code. */
type Command = (args: readonly string[], terminal: Terminal) => number | Promise<number>;

const COMMANDS: Readonly<Record<Exclude<keyof typeof HELP, 'main'>, Command>> = {
  profile: profileCommand,
  summary: summaryCommand,
  lines: linesCommand,
  tree: treeCommand,
  references: referencesCommand,
  garbage: garbageCommand,
  memory: memoryCommand,
  advise: adviseCommand,
  calls: callsCommand,
  compare: compareCommand,
  export: exportCommand,
};

/** Exit code of whatever is Emberline's own failure, as for other tools' misuse. */
const FAILED = 2;

async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.out(HELP.main);
    return 0;
  }
  if (name === '--version' || name === '-V') {
    terminal.out(`emberline ${version}\n`);
    return 0;
  }
  if (!isCommand(name)) {
    throw new EmberlineError('usage', `There is no command ${name}.`, 'See emberline --help.');
  }
  // What follows -- is the program's own.
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if ((name === 'profile' ? own.slice(0, 1) : own).some((word) => word === '--help' || word === '-h')) {
    terminal.out(HELP[name]);
    return 0;
  }
  return COMMANDS[name](rest, terminal);
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

const terminal = processTerminal();
main(process.argv.slice(2), terminal).then(
  (code) => {
    // Not process.exit: what is still on its way to a pipe would be lost.
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = FAILED;
    if (error instanceof EmberlineError) {
      terminal.error(`${terminal.errorStyle.error('emberline:')} ${error.message} ${error.hint}\n`);
    } else {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      terminal.error(`${terminal.errorStyle.error('emberline:')} This is a fault of Emberline; please report it with the text below.\n${detail}\n`);
    }
  },
);
