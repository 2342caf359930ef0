/** Root hooks of the ui layer: a picture of every window when a test fails, and the end of everything at the end. */
import { after, afterEach } from 'mocha';
import { endSession } from './session';
import { openWorkbenches } from './workbench';

afterEach('picture of a failure', async function () {
  if (this.currentTest?.state === 'failed') {
    const name = this.currentTest.fullTitle().slice(0, 100);
    await Promise.all([...openWorkbenches].map((workbench, i) => workbench.screenshot(`failed-${name}-${i}`)));
  }
});

after('end of the session', endSession);
