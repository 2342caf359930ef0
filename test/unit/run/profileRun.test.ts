/** One run with a fake program in place of Python: it joins the live connection and writes the recording itself. */
import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Command, ProcessEnd } from '../../../src/run/childProcess';
import { ProfileRun, type RunRequest } from '../../../src/run/profileRun';
import type { RunState } from '../../../src/run/runState';
import { HEADER, json, samples } from './streams';

type Program = (command: Command, socket: () => Promise<Socket>) => Promise<ProcessEnd>;

describe('profileRun', () => {
  let folder: string;
  let request: RunRequest;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'emberline-run-'));
    request = {
      interpreter: 'python3', interpreterArgs: [], shim: 'shim', target: { kind: 'script', path: 'main.py', args: [] }, cwd: folder, env: {},
      out: path.join(folder, 'run.ember'), engine: 'auto', intervalUs: 1000, memory: 'auto',
    calls: false, watches: [], workspace: null,
    };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function runOf(program: Program): { run: ProfileRun; states: string[] } {
    const states: string[] = [];
    const launch = (command: Command): Promise<{ ended: Promise<ProcessEnd>; kill: () => void }> => {
      const socket = async (): Promise<Socket> => {
        const [, host = '', port = ''] = (command.args[command.args.indexOf('--connect') + 1] ?? '').split(':');
        const joined = connect(Number(port), host);
        await once(joined, 'connect');
        joined.write(`${command.env['EMBERLINE_TOKEN'] ?? ''}\n`);
        return joined;
      };
      return Promise.resolve({ ended: program(command, socket), kill: () => undefined });
    };
    const run = new ProfileRun(request, { launch, now: () => 5000 });
    run.onState(({ name }) => states.at(-1) !== name && states.push(name));
    return { run, states };
  }

  const stream = [HEADER, json('head', { startedAtMs: 4000 }), samples(1, 1)];

  /** Reads until the stop message has come. */
  async function told(socket: Socket): Promise<string> {
    const [data] = (await once(socket, 'data')) as [Buffer];
    return data.toString();
  }

  it('goes from starting over running to finished', async () => {
    const { run, states } = runOf(async (_, socket) => {
      const joined = await socket();
      joined.write(Buffer.concat(stream));
      await running(run);
      writeFileSync(request.out, Buffer.concat([...stream, json('end', { reason: 'finished' })]));
      return { exitCode: 3, signal: null };
    });
    const state = await run.run();
    assert.deepEqual(states, ['starting', 'running', 'finished']);
    assert.deepEqual(state, { name: 'finished', recording: request.out, end: { exitCode: 3, signal: null } });
  });

  it('is stopped through the shim, and the shim is told even when it was asked before it joined', async () => {
    const { run, states } = runOf(async (_, socket) => {
      run.stop('interrupt');
      const joined = await socket();
      joined.write(Buffer.concat(stream));
      assert.equal(await told(joined), '{"type":"stop","program":"interrupt"}\n');
      writeFileSync(request.out, Buffer.concat([...stream, json('end', { reason: 'stopped' })]));
      return { exitCode: 130, signal: null };
    });
    assert.equal((await run.run()).name, 'finished');
    assert.deepEqual(states, ['starting', 'stopping', 'finished']);
  });

  it('gives a killed program the end that it could not write', async () => {
    const { run } = runOf(() => {
      writeFileSync(request.out, Buffer.concat(stream));
      return Promise.resolve({ exitCode: null, signal: 9 });
    });
    assert.equal((await run.run()).name, 'finished');
    assert.match(readFileSync(request.out).toString('latin1'), /"reason":"killed","exitCode":null,"signal":9,"durationNs":1000000000/u);
  });

  it('says that nothing was recorded when the shim refused', async () => {
    const { run } = runOf(() => Promise.resolve({ exitCode: 2, signal: null }));
    const state = await run.run();
    assert.equal(state.name === 'failed' && state.error.code, 'shim-refused');
  });

  it('says why the program could not be started', async () => {
    const run = new ProfileRun(request, { launch: () => Promise.reject(new Error('spawn ENOENT')), now: () => 0 });
    const state = await run.run();
    assert.equal(state.name === 'failed' && state.error.message, 'The program could not be started: spawn ENOENT');
  });

  function running(run: ProfileRun): Promise<void> {
    return new Promise((resolve) => {
      const check = (state: RunState): void => {
        if (state.name === 'running' && state.progress.samples > 0) resolve();
      };
      run.onState(check);
      check(run.state);
    });
  }
});
