/** Search over functions. */
import assert from 'node:assert/strict';
import { callTree, nodeWeights } from '../../../src/core/callTree';
import { search, type SearchResult } from '../../../src/core/search';
import { siteWeights } from '../../../src/core/siteWeights';
import { recordingOf } from '../../support/recordingBuilder';

describe('search', () => {
  const recording = recordingOf(
    'app/main.py:main@1:3;app/io.py:Loader.load@7:9 5ms',
    'app/main.py:main@1:3;app/io.py:Loader.load@7:9;app/io.py:Loader.load@7:8 2ms',
    'app/main.py:main@1:4;app/calc.py:sum[int]@2:3 3ms',
  );
  const tree = callTree(recording);
  const { total } = nodeWeights(tree, siteWeights(recording, { metric: 'wall', range: null }));
  const find = (text: string): SearchResult | null => search(recording, tree, total, text);

  it('finds by name without regard to case', () => assert.equal(find('loader')?.total, 7e6));
  it('counts what is nested in a match once', () => assert.deepEqual([find('load')?.count, find('load')?.total], [2, 7e6]));
  it('minds capitals when there are some', () => assert.equal(find('LOADER')?.total, 0));
  it('finds by path and line', () => assert.equal(find('calc.py:2')?.total, 3e6));
  it('takes regular expressions', () => assert.equal(find('^main$')?.total, 10e6));
  it('takes what is none as it stands', () => assert.equal(find('sum[')?.total, 3e6));
  it('is nothing for nothing', () => assert.equal(find(''), null));
  it('marks the nodes', () => assert.equal(find('main@|^main$')?.nodes.reduce((sum, flag) => sum + flag, 0), 1));
});
