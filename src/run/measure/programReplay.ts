/** The whole program, before and after a change: exit, output, time, peak. */
import { type ProgramAnswer, programAnswer } from './answers';
import type { Replay, Sameness, Sample, TrialRequest } from './trial';
import type { Workbench } from './worker';

export class ProgramReplay implements Replay {
  readonly subject: string;

  constructor(
    private readonly workbench: Workbench,
    private readonly request: TrialRequest,
  ) {
    const { name, args } = request.target;
    this.subject = [name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1), ...args].join(' ');
  }

  async compare(): Promise<Sameness> {
    const first = await this.run('before', false);
    if (first.unsafe.length > 0) return { kind: 'unsafe', acts: first.unsafe };
    const again = await this.run('before', false);
    const own = partsAt(first, again, this.request.scope.kind);
    if (own !== null) {
      return { kind: 'unrepeatable', why: `The unchanged program does not repeat itself (${own}), so a change could not be judged. Choose a function or a test of it.` };
    }
    const after = await this.run('after', false);
    if (after.unsafe.length > 0) return { kind: 'unsafe', acts: after.unsafe };
    const difference = partsAt(first, after, this.request.scope.kind);
    return difference === null ? { kind: 'same' } : { kind: 'different', difference };
  }

  async measure(side: 'before' | 'after', withMemory: boolean): Promise<Sample> {
    const { wallNs, collections } = await this.run(side, false);
    const peakBytes = withMemory ? (await this.run(side, true)).peakBytes : null;
    return { values: [wallNs], peakBytes, collections };
  }

  private async run(side: 'before' | 'after', memory: boolean): Promise<ProgramAnswer> {
    const { change, target, allow } = this.request;
    const sources = { [change.path]: change[side] };
    return programAnswer(await this.workbench.run('program', { target, sources, allow, memory }));
  }
}

/** What differs between two runs, in words; null: nothing. A test's output holds times, so only its end counts. */
function partsAt(before: ProgramAnswer, after: ProgramAnswer, kind: string): string | null {
  if (before.end !== after.end) return `it ends with ${after.end}, before with ${before.end}`;
  if (kind === 'test' || before.output.sha256 === after.output.sha256) return null;
  const [one, other] = [before.output.head.split('\n'), after.output.head.split('\n')];
  const at = one.findIndex((line, index) => line !== other[index]);
  if (at < 0) return 'its output differs';
  return `line ${at + 1} of the output is ${quoted(other[at])}, before ${quoted(one[at])}`;
}

function quoted(line: string | undefined): string {
  if (line === undefined) return 'missing';
  return `«${line.length > 60 ? `${line.slice(0, 59)}…` : line}»`;
}
