/** The lines of a function, by indentation. */
import assert from 'node:assert/strict';
import { functionExtent } from '../../../../src/core/memory/functionExtent';

const TEXT = ['@cached', 'def f(', '    a,', '):', '    x = 1', '', '    return x', '', 'y = 2'];

describe('functionExtent', () => {
  it('begins at the decorator and ends before the next statement', () => assert.deepEqual(functionExtent(TEXT, 1), { first: 1, last: 7 }));
  it('is one line where nothing is defined', () => assert.deepEqual(functionExtent(TEXT, 9), { first: 9, last: 9 }));
  it('does not run past the end of the text', () => assert.deepEqual(functionExtent(['def f():', '    pass'], 1), { first: 1, last: 2 }));
});
