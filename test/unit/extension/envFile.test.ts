/** `.env` files, with the rules of launch.json's envFile. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseEnvFile } from '../../../src/extension/python/envFile';

const CASES: readonly (readonly [string, string, Record<string, string>])[] = [
  ['plain assignments, blanks around them', 'A=1\n B = two words \r\n', { A: '1', B: 'two words' }],
  ['comments and empty lines', '# A=1\n\nB=2 # why\nC="# kept"', { B: '2', C: '# kept' }],
  ['export', 'export A=1', { A: '1' }],
  ['quotes of both kinds', `A='x \${B} y'\nB="say \\"hi\\""`, { A: 'x ${B} y', B: 'say "hi"' }],
  ['line ends in double quotes', 'A="one\\ntwo"', { A: 'one\ntwo' }],
  ['values over several lines', 'A="one\ntwo"\nB=3', { A: 'one\ntwo', B: '3' }],
  ['variables of the file and of the environment', 'A=1\nB=${A}/${HOME}/${NONE}', { A: '1', B: '1//home/me/' }],
  ['an escaped variable', 'A=\\${HOME}', { A: '${HOME}' }],
  ['empty values and a byte order mark', '\uFEFFA=\nB=""', { A: '', B: '' }],
  ['lines that assign nothing', 'nonsense\n=1\n1A=2', {}],
];

describe('envFile', () => {
  for (const [what, text, expected] of CASES) {
    it(`reads ${what}`, () => assert.deepEqual(parseEnvFile(text, { HOME: '/home/me' }), expected));
  }
});
