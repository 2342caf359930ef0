/** The first and the last record of the recordings that tests build. */
import type { EndRecord, HeadRecord } from '../../src/protocol/jsonRecords';

export const HEAD: HeadRecord = {
  format: 1,
  runId: '0123456789abcdef0123456789abcdef',
  emberline: '0.1.0',
  startedAtMs: 1_700_000_000_000,
  pid: 4242,
  parentRunId: null,
  command: ['main.py'],
  cwd: '/home/user/project',
  workspace: '/home/user/project',
  target: { kind: 'script', name: 'main.py' },
  python: {
    version: '3.12.4',
    implementation: 'cpython',
    executable: '/usr/bin/python3',
    platform: 'linux-x86_64',
    freeThreaded: false,
    jit: false,
    debug: false,
  },
  engine: { name: 'native', reason: 'The native engine loaded.', lines: 'exact', columns: true },
  intervalNs: 1_000_000,
  metrics: ['wall', 'cpu'],
  memory: null,
  watches: [],
};

export const END: EndRecord = {
  reason: 'finished',
  exitCode: 0,
  signal: null,
  durationNs: 0,
  samples: 0,
  lost: 0,
  ownCpuNs: 1_000_000,
  peakRss: 20_000_000,
};
