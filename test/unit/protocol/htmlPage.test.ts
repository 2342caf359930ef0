/** The page of the HTML export. */
import assert from 'node:assert/strict';
import { htmlPage } from '../../../src/protocol/htmlPage';

describe('htmlPage', () => {
  const page = htmlPage({
    title: 'a <b> & "c"',
    script: 'const t = "</script><!--";',
    style: 'a::after { content: "</style>"; }',
    recordingBase64: 'RU1CRVI=',
  });

  it('carries the recording where the panel looks for it', () => {
    assert.match(page, /<script type="application\/x-emberline" id="recording">RU1CRVI=<\/script>/);
  });

  it('lets nothing inside end its element early', () => {
    assert.equal(page.match(/<\/script>/g)?.length, 2);
    assert.equal(page.match(/<\/style>/g)?.length, 1);
    assert.ok(!page.includes('<!--'));
    assert.ok(page.includes('<title>a &lt;b&gt; &amp; &quot;c&quot;</title>'));
  });

  it('allows nothing from outside', () => assert.match(page, /default-src 'none'/));
});
