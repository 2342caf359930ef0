/** The program of a measuring job: what follows `python` on a command line. */
import { targetArguments } from '../shimCommand';
import type { RunTarget } from '../runTarget';

export interface ProgramTarget {
  readonly kind: 'script' | 'module';
  readonly name: string;
  readonly args: readonly string[];
}

/** Tests become the module that runs them. */
export function programTarget(target: RunTarget, cwd: string): ProgramTarget {
  const words = targetArguments(target, cwd);
  const isModule = words[0] === '-m';
  const [name = '', ...args] = isModule ? words.slice(1) : words;
  return { kind: isModule ? 'module' : 'script', name, args };
}
