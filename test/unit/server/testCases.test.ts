/** Tests as pytest and unittest collect them. */
import * as assert from 'node:assert/strict';
import { testCases, type TestRunner } from '../../../src/server/testCases';
import { open } from './support';

const FILE = `
import unittest, pytest

@pytest.fixture
def test_data(): return 1

@pytest.mark.parametrize("n", [1, 2])
async def test_top(n): pass

def testing(): pass
def helper():
    def test_inner(): pass

class TestPlain:
    def test_one(self): pass
    class TestNested:
        def test_two(self): pass

class TestWithInit:
    def __init__(self): pass
    def test_no(self): pass

class Base(unittest.TestCase):
    def helper(self): pass

class Checks(Base):
    def test_three(self): pass
    @property
    def other(self): pass
`;

async function ids(runner: TestRunner, uri: string): Promise<string[]> {
  return testCases((await open(FILE, uri)).outline, uri, runner).map(({ id }) => id);
}

describe('server/testCases', () => {
  it('follows the rules of pytest', async () => {
    const always = ['TestPlain', 'TestPlain::test_one', 'TestPlain::TestNested', 'TestPlain::TestNested::test_two', 'Checks', 'Checks::test_three'];
    assert.deepEqual(await ids('pytest', 'file:///p/test_x.py'), ['test_top', 'testing', ...always]);
    assert.deepEqual(await ids('pytest', 'file:///p/x_test.py'), ['test_top', 'testing', ...always]);
    assert.deepEqual(await ids('pytest', 'file:///p/main.py'), ['test_top', ...always]);
  });

  it('follows the rules of unittest', async () => {
    assert.deepEqual(await ids('unittest', 'file:///p/test_x.py'), ['Checks', 'Checks.test_three']);
  });
});
