/** One function with the arguments of a run: recorded once, then called before and after a change. */
import { asBoolean, asNumber, asString, type JsonObject, orNull } from '../../protocol/jsonFields';
import { processValues, recordAnswer, unsafeActs } from './answers';
import type { Replay, Sameness, Sample, TrialRequest, TrialScope } from './trial';
import type { Workbench } from './worker';

const LEAST_NS = 20e6;
const VALUES = 3;

export class FunctionReplay implements Replay {
  subject: string;
  private loops: Partial<Record<'before' | 'after', number>> = {};

  constructor(
    private readonly workbench: Workbench,
    private readonly request: TrialRequest,
    private readonly scope: Extract<TrialScope, { kind: 'function' }>,
  ) {
    this.subject = scope.name;
  }

  async compare(): Promise<Sameness> {
    const recorded = await this.record();
    if (recorded !== null) return recorded;
    for (const [side, into] of [['before', 'one'], ['before', 'again'], ['after', 'two']] as const) {
      const answer = await this.replay(side, into, { dry: true, memory: false });
      const acts = unsafeActs(answer);
      if (acts.length > 0) return { kind: 'unsafe', acts };
    }
    const own = await this.difference('one', 'again');
    if (own !== null) {
      return { kind: 'unrepeatable', why: `The unchanged function does not repeat itself (${own}): it depends on time, chance or what ran before.` };
    }
    const difference = await this.difference('one', 'two');
    return difference === null ? { kind: 'same' } : { kind: 'different', difference };
  }

  async measure(side: 'before' | 'after', withMemory: boolean): Promise<Sample> {
    const answer = await this.replay(side, 'measured', { dry: false, memory: withMemory });
    const found = processValues(answer);
    this.loops[side] ??= found.loops;
    return { values: found.values, peakBytes: found.peakBytes, collections: orNull(answer['collectionsPerPass'], asNumber, 'collectionsPerPass') };
  }

  /** Runs the program once and keeps the calls; null when that went well. */
  private async record(): Promise<Sameness | null> {
    const { target, allow, change } = this.request;
    const name = this.scope.name.split('.').at(-1) ?? this.scope.name;
    const found = recordAnswer(
      await this.workbench.run('record', {
        target,
        allow,
        function: { file: change.path, line: null, name },
        sources: { [change.path]: change.before },
        kept: this.workbench.file('calls.pickle'),
        seconds: this.scope.seconds,
      }),
    );
    this.subject = `${this.scope.name} with the arguments of ${found.calls} of its ${found.count} calls`;
    if (found.calls > 0) return null;
    if (found.problem !== null) return { kind: 'failed', why: `${this.scope.name} can't be replayed: ${found.problem}. Try the whole program or a test.` };
    if (found.unsafe.length > 0) return { kind: 'unsafe', acts: found.unsafe };
    return { kind: 'failed', why: `The program did not call ${this.scope.name}, so there are no arguments to replay.` };
  }

  private replay(side: 'before' | 'after', into: string, { dry, memory }: { readonly dry: boolean; readonly memory: boolean }): Promise<JsonObject> {
    const { change, allow } = this.request;
    return this.workbench.run('replay', {
      file: change.path,
      name: this.scope.name,
      sources: { [change.path]: change[side] },
      kept: this.workbench.file('calls.pickle'),
      outcomes: this.workbench.file(`${into}.pickle`),
      allow,
      dry,
      memory,
      loops: this.loops[side] ?? null,
      leastNs: LEAST_NS,
      values: VALUES,
      warmups: 1,
    });
  }

  private async difference(before: string, after: string): Promise<string | null> {
    const { change } = this.request;
    const answer = await this.workbench.run('compare', {
      file: change.path,
      sources: { [change.path]: change.before },
      before: this.workbench.file(`${before}.pickle`),
      after: this.workbench.file(`${after}.pickle`),
    });
    return asBoolean(answer['same'], 'same') ? null : (orNull(answer['difference'], asString, 'difference') ?? 'it gives something else');
  }
}
