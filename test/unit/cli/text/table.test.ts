/** Tables for terminals. */
import assert from 'node:assert/strict';
import { printable, shorten, table, textWidth, type Column } from '../../../../src/cli/text/table';

const COLUMNS: readonly Column[] = [
  { title: 'self', align: 'right' },
  { title: 'line', align: 'left', most: 12, cut: 'left' },
  { title: '', align: 'left' },
];

describe('table', () => {
  it('is as wide as what it holds, and ends where the terminal does', () => {
    const lines = table(COLUMNS, [['1.21 s', 'a.py:3', 'x = 1'], ['9 ms', 'package/module.py:12', 'return sum(values) + others']], 40);
    assert.deepEqual(lines, ['  self  line', '1.21 s  a.py:3        x = 1', '  9 ms  …odule.py:12  return sum(values…']);
    assert.ok(lines.every((line) => textWidth(line) <= 40));
  });

  it('paints without moving anything', () => {
    const painted = table([{ title: 'a', align: 'right', paint: (text) => `<${text}>` }, { title: 'b', align: 'left' }], [['1', 'x']], 40);
    assert.deepEqual(painted, ['a  b', '<1>  x']);
  });

  it('has no line of titles when there are none', () => {
    assert.deepEqual(table([{ title: '', align: 'left' }], [['only']], 40), ['only']);
  });
});

describe('texts in a terminal', () => {
  it('wide characters take two columns, marks none', () => {
    assert.deepEqual([textWidth('naïve'), textWidth('nai\u0308ve'), textWidth('漢字'), textWidth('🙂')], [5, 5, 4, 2]);
  });

  it('are cut by columns, on the side that matters less', () => {
    assert.deepEqual([shorten('漢字漢字', 5, 'right'), shorten('abcdef', 4, 'left'), shorten('abc', 3, 'right')], ['漢字…', '…def', 'abc']);
  });

  it('move no cursor, whatever a program calls its functions', () => {
    assert.equal(printable('a\u001b[31mb\r\nc\u202e'), 'a�[31mb��c�');
  });
});
