/** A recording that has something for every picture: threads in all states, memory, the collector, objects. Made by rule, not measured. */
import { RecordingBuilder, HEAD } from '../recordingBuilder';
import type { ThreadState } from '../../../src/core/recording';

const ROOT = '/home/user/project';
const LIB = '/usr/lib/python3.12';
const MAIN = `${ROOT}/main.py:<module>@1:61`;
const RUN = `${MAIN};${ROOT}/main.py:main@12`;
const TRANSFORM = `${RUN}:24;${ROOT}/pipeline.py:Pipeline.transform@38`;

/** Stack, weight, and how the thread was at it. */
const PARTS: readonly (readonly [stack: string, weight: number, state: ThreadState])[] = [
  [`${RUN}:18;${ROOT}/loader.py:load@9:14;${LIB}/json/__init__.py:loads@299:346;${LIB}/json/decoder.py:JSONDecoder.decode@333:337`, 22, 'native'],
  [`${RUN}:18;${ROOT}/loader.py:load@9:15;${ROOT}/loader.py:normalize@31:36`, 15, 'python'],
  [`${RUN}:18;${ROOT}/loader.py:load@9:15;${ROOT}/loader.py:normalize@31:38;${LIB}/re/__init__.py:sub@183:186`, 9, 'native'],
  [`${RUN}:18;${ROOT}/loader.py:load@9:12`, 4, 'idle'],
  [`${TRANSFORM}:42;${ROOT}/pipeline.py:Pipeline.join@55:61`, 31, 'python'],
  [`${TRANSFORM}:42;${ROOT}/pipeline.py:Pipeline.join@55:63;${ROOT}/keys.py:key_of@4:7`, 26, 'python'],
  [`${TRANSFORM}:42;${ROOT}/pipeline.py:Pipeline.join@55:63;${ROOT}/keys.py:key_of@4:8;${LIB}/functools.py:wrapper@520:528`, 7, 'python'],
  [`${TRANSFORM}:44;${ROOT}/pipeline.py:Pipeline.score@70:74`, 19, 'python'],
  [`${TRANSFORM}:44;${ROOT}/pipeline.py:Pipeline.score@70:75;${ROOT}/stats.py:percentile@2:9;${ROOT}/stats.py:ordered@14:16`, 13, 'native'],
  [`${TRANSFORM}:46;${LIB}/copy.py:deepcopy@121:136;${LIB}/copy.py:_deepcopy_dict@217:221;${LIB}/copy.py:deepcopy@121:136`, 11, 'python'],
  [`${RUN}:27;${ROOT}/report.py:write@6:19;${LIB}/json/__init__.py:dumps@183:231;${LIB}/json/encoder.py:JSONEncoder.encode@183:200`, 12, 'native'],
  [`${RUN}:27;${ROOT}/report.py:write@6:22`, 5, 'idle'],
  [`${RUN}:29;${ROOT}/stats.py:summary@21:33`, 6, 'python'],
];
const WORKER = `${LIB}/threading.py:Thread.run@1005:1010;${ROOT}/worker.py:poll@7`;
const STEP = 1e6;
const DURATION = 3210;

/** @param end what the end record says differently, for the states a panel has to explain; null: no end */
export function demoRecording(end: Parameters<RecordingBuilder['end']>[0] | null = {}): Uint8Array<ArrayBuffer> {
  const builder = new RecordingBuilder({
    ...HEAD, runId: 'd'.repeat(32), workspace: ROOT, command: ['main.py', '--all'], target: { kind: 'script', name: `${ROOT}/main.py` },
    metrics: ['wall', 'cpu', 'allocated', 'allocations', 'held', 'peak'], memory: { method: 'native', intervalBytes: 1 },
  });
  addSamples(builder);
  addMemory(builder);
  addObjects(builder);
  if (end !== null) {
    builder.end({ samples: 4187, lost: 3, ownCpuNs: 38e6, durationNs: DURATION * STEP, peakRss: 131e6, ...end });
  }
  return builder.bytes();
}

function addSamples(builder: RecordingBuilder): void {
  const whole = PARTS.reduce((sum, [, weight]) => sum + weight, 0);
  for (let tick = 1; tick <= DURATION; tick += 1) {
    // The parts follow each other as a program's phases do, mixed a little by a fixed rule.
    const place = ((tick / DURATION) * whole + ((tick * 7919) % 13) - 6 + whole) % whole;
    let sum = 0;
    const [stack, , state] = PARTS.find(([, weight]) => (sum += weight) > place) ?? PARTS[0]!;
    builder.sample(stack, STEP, { at: tick * STEP, cpu: state === 'idle' ? 0 : STEP, state });
    if (tick % 2 === 0) {
      const busy = (tick >> 6) % 3 === 0;
      const waits = busy && tick % 14 === 0;
      const how = waits ? 'waitingForGil' : busy ? 'python' : 'idle';
      builder.sample(`${WORKER}:${busy ? 11 : 14}`, 2 * STEP, { thread: 'poller', at: tick * STEP, cpu: busy ? STEP : 0, state: how });
    }
  }
}

function addMemory(builder: RecordingBuilder): void {
  const stacks = PARTS.map(([stack]) => stack);
  for (let at = 50; at <= DURATION; at += 50) {
    const phase = at / DURATION;
    const heap = (18 + 78 * Math.max(0, Math.sin(phase * 2.9) ** 3) + 6 * ((at / 50) % 3)) * 1e6;
    builder.memory(at * STEP, { heap, rss: (52 + 80 * Math.min(1, phase * 1.6)) * 1e6, blocks: heap / 90 });
    const stack = stacks[Math.floor(phase * (stacks.length - 0.01))]!;
    const freed = phase > 0.55 ? 2.8e6 : 1.2e6;
    builder.allocations(at * STEP, { [stack]: { allocated: 3.1e6, allocations: 21_000, freed, frees: 9_000 } });
  }
  builder.peak(1750 * STEP, Object.fromEntries(stacks.map((stack, index) => [stack, (14 - index) * 1.05e6])));
  for (let run = 0; run < 60; run += 1) {
    const generation = run % 12 === 11 ? 2 : run % 4 === 3 ? 1 : 0;
    const pause = [0.11, 0.6, 7.4][generation]! * STEP * (1 + (run % 5) / 5);
    builder.collection((40 + run * 52) * STEP, pause, { generation, collected: (run * 37) % 900, stack: stacks[run % stacks.length]! });
  }
}

function addObjects(builder: RecordingBuilder): void {
  builder.object('cache', { typeName: 'dict', file: `${ROOT}/main.py`, line: 8, born: 40 * STEP });
  builder.object('session', { typeName: 'Session', file: `${ROOT}/loader.py`, line: 5, kind: 'module', born: 12 * STEP });
  builder.object('Record', { typeName: 'Record', kind: 'type', born: 200 * STEP });
  builder.object('None', { typeName: 'NoneType', file: `${ROOT}/main.py`, line: 3, kind: 'module', immortal: true, born: 0 });
  const lines = [`${RUN}:18`, `${TRANSFORM}:42`, `${ROOT}/pipeline.py:Pipeline.score@70:74`];
  [2, 3, 4, 3, 5, 6, 4, 2, 3, 2].forEach((count, index) => {
    builder.reference(0, (40 + index * 310) * STEP, count, { event: index === 0 ? 'birth' : 'change', stack: lines[index % 2]! });
  });
  [1, 2, 3, 2, 1].forEach((count, index) => {
    builder.reference(1, (12 + index * 430) * STEP, count, { event: index === 0 ? 'birth' : 'change', stack: lines[index % 3]! });
  });
  builder.reference(1, 2250 * STEP, 0, { event: 'death', stack: lines[2]! });
  for (let index = 0; index < 40; index += 1) {
    builder.reference(2, (200 + index * 70) * STEP, index < 28 ? (index + 1) * 1200 : 33_600 - (index - 27) * 900, { event: index === 0 ? 'birth' : 'change' });
  }
}
