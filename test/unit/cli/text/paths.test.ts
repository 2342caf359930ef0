/** Paths in a terminal. */
import assert from 'node:assert/strict';
import { shownPath } from '../../../../src/cli/text/paths';

describe('shownPath', () => {
  for (const [file, expected] of [
    ['/home/user/project/pkg/main.py', 'pkg/main.py'],
    ['/home/user/other.py', '/home/user/other.py'],
    ['/usr/lib/python3.12/json/decoder.py', 'json/decoder.py'],
    ['/home/user/.venv/lib/python3.12/site-packages/numpy/core.py', 'numpy/core.py'],
    ['<string>', '<string>'],
    ['<frozen importlib._bootstrap>', '<frozen importlib._bootstrap>'],
  ] as const) {
    it(`${file} → ${expected}`, () => assert.equal(shownPath(file, '/home/user/project'), expected));
  }
});
