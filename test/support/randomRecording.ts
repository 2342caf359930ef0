/** Random recordings with everything in them: for properties that must hold whatever was recorded. */
import { RecordingBuilder } from './recordingBuilder';
import { Random } from './random';

const FILES = ['/home/user/project/main.py', '/home/user/project/lib/tools.py', '/usr/lib/python3.12/json/decoder.py', '<string>'];
const STATES = ['python', 'native', 'waitingForGil', 'idle', 'collecting'] as const;

/** @param rows about how many samples */
export function randomRecording(seed: number, rows = 200): RecordingBuilder {
  const random = new Random(seed);
  const builder = new RecordingBuilder({
    metrics: ['wall', 'cpu', 'allocated', 'allocations', 'held', 'peak'],
    memory: { method: 'native', intervalBytes: 1 },
  });
  const stacks = Array.from({ length: 20 }, () => randomStack(random));
  for (let row = 0; row < rows; row++) {
    const wall = 1_000_000 + random.below(500_000);
    builder.sample(random.pick(stacks), wall, {
      thread: random.pick(['MainThread', 'worker']),
      state: random.pick(STATES),
      ...(random.next() < 0.8 ? { cpu: random.below(wall) } : {}),
    });
  }
  const held = new Map<string, number>();
  for (let at = 1; at <= 4; at++) {
    const values = Object.fromEntries(
      stacks.slice(0, 8).map((stack) => {
        const allocated = random.below(10_000);
        const freed = random.below((held.get(stack) ?? 0) + 1);
        held.set(stack, (held.get(stack) ?? 0) + allocated - freed);
        return [stack, { allocated, allocations: 1 + random.below(10), freed, frees: random.below(2) }];
      }),
    );
    builder.allocations(at * 40_000_000, values);
    builder.memory(at * 40_000_000, { rss: 2e7 + random.below(1e6), heap: 1e6 + random.below(1e5) });
    builder.collection(at * 30_000_000, 200_000, { generation: random.below(3), collected: random.below(50), stack: random.pick(stacks) });
  }
  builder.peak(120_000_000, Object.fromEntries(stacks.slice(0, 5).map((stack) => [stack, random.below(9_000)])));
  builder.object('cache', { file: FILES[0]!, line: 4 }).reference(0, 1e6, 2, { event: 'birth', stack: stacks[0]! });
  for (let change = 1; change < 10; change++) {
    builder.reference(0, change * 1e7, 1 + random.below(5), { stack: random.pick(stacks) });
  }
  builder.reference(0, 1.5e8, 0, { event: 'death', stack: stacks[1]! });
  return builder.notice('example', 'A notice of the shim.').end();
}

/** Up to twelve frames of few functions, so that recursion is common. */
function randomStack(random: Random): string {
  const depth = 1 + random.below(12);
  return Array.from({ length: depth }, () => {
    const name = random.pick(['main', 'load', 'walk', 'visit', 'parse']);
    const column = 4 * random.below(3);
    return `${random.pick(FILES)}:${name}@1:${1 + random.below(9)}:${column}-${column + 6}`;
  }).join(';');
}
