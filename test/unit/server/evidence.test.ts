/** Costs follow the text: through edits, saves, files that changed unseen, and runs that are older than what is known. */
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Evidence } from '../../../src/server/evidence';
import type { PythonDocument } from '../../../src/server/pythonDocument';
import { recoverSource } from '../../../src/server/recoverSource';
import { sha256 } from '../../../src/server/sourceVersions';
import { costsChanged, evidenceOf, fileCosts, functionCosts, lineCosts, open, replace } from './support';

const PROGRAM = ['import sys', '', '@decorated', 'def work(n):', '    total = n * n', '    return total', '', 'work(3)'];
const COSTS = {
  lines: [lineCosts(5, 'work', { self: { wall: 1.5e9 } }), lineCosts(8, '<module>', { self: { wall: 1e6 } })],
  functions: [functionCosts('work', 3, { self: { wall: 1.5e9 } })],
};

describe('server/evidence', () => {
  it('finds the costs of a line wherever edits have moved it, and marks an edited one until undo', async () => {
    const document = await open(PROGRAM);
    const evidence = evidenceOf(document, COSTS);
    replace(document, 'import sys\n', 'import sys\nimport os\n');
    assert.deepEqual([evidence.lineAt(6)?.costs.line, evidence.lineAt(6)?.isEdited], [5, false]);
    replace(document, 'n * n', 'n ** 2');
    assert.deepEqual([evidence.lineAt(6)?.costs.line, evidence.lineAt(6)?.isEdited], [5, true]);
    replace(document, 'n ** 2', 'n * n');
    assert.equal(evidence.lineAt(6)?.isEdited, false);
    assert.equal(evidence.lineAt(5), null);
  });

  it('finds a function by the line of its decorator, and by name when that line is gone', async () => {
    const document = await open(PROGRAM);
    const evidence = evidenceOf(document, COSTS);
    const found = (): boolean | undefined => {
      const [work] = document.outline.definitions;
      return work === undefined ? undefined : evidence.functionOf(work)?.isEdited;
    };
    assert.equal(found(), false);
    replace(document, '@decorated\n', '');
    assert.equal(found(), true);
  });

  it('says that a function was edited when a line within was removed or added', async () => {
    const document = await open(PROGRAM);
    const evidence = evidenceOf(document, COSTS);
    replace(document, '    return total', '    print()\n    return total');
    const [work] = document.outline.definitions;
    assert.equal(work && evidence.functionOf(work)?.isEdited, true);
  });

  it('maps from the version that was saved when the run began, though the text was edited while it ran', async () => {
    const document = await open(PROGRAM);
    replace(document, 'n * n', 'n * n * n');
    document.saved();
    const ran = document.text;
    replace(document, 'import sys\n', '');
    document.saved();
    const evidence = new Evidence();
    evidence.replace(costsChanged({ [document.uri]: fileCosts(ran, COSTS) }));
    assert.deepEqual([evidence.of(document)?.lineAt(4)?.costs.line, evidence.of(document)?.lineAt(4)?.isEdited], [5, false]);
  });

  it('waits until the version that ran has been looked for, then says that the file changed', async () => {
    const document = await open(PROGRAM);
    const evidence = new Evidence();
    evidence.replace(costsChanged({ [document.uri]: fileCosts('something else\n', COSTS) }));
    assert.equal(evidence.of(document), null);
    assert.equal(evidence.missingVersion(document), sha256('something else\n'));
    assert.equal(await recoverSource(document, sha256('something else\n')), true);
    assert.equal(evidence.missingVersion(document), null);
    assert.equal(evidence.of(document)?.isFileChanged, true);
    assert.equal(evidence.of(document)?.lineAt(5), null);
    const [work] = document.outline.definitions;
    assert.equal(work && evidence.of(document)?.functionOf(work)?.isEdited, true);
  });

  it('drops costs older than those it has', () => {
    const evidence = new Evidence();
    assert.equal(evidence.replace(costsChanged({}, { generation: 3 })), true);
    assert.equal(evidence.replace(costsChanged({}, { generation: 2 })), false);
    assert.equal(evidence.replace(costsChanged({}, { generation: 4 })), true);
  });

  it('knows no share where the metric was not measured', async () => {
    const evidence = evidenceOf(await open(PROGRAM), COSTS);
    assert.equal(evidence.share({ wall: 1e9 }, 'wall'), 0.5);
    assert.equal(evidence.share({}, 'wall'), null);
    assert.equal(evidence.share({ cpu: 1 }, 'cpu'), null);
  });

  describe('of a file on disk', () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'emberline-evidence-'))));
    afterEach(() => rmSync(folder, { recursive: true }));

    async function recovered(bytes: Uint8Array, text: string): Promise<{ document: PythonDocument; evidence: Evidence }> {
      const file = path.join(folder, 'a program.py');
      writeFileSync(file, bytes);
      const document = await open(text, pathToFileURL(file).href);
      const evidence = new Evidence();
      evidence.replace(costsChanged({ [document.uri]: { ...fileCosts('', COSTS), sha256: sha256(bytes) } }));
      assert.equal(await recoverSource(document, sha256(bytes)), true);
      return { document, evidence };
    }

    it('takes it as the version that ran when the document was opened with unsaved edits', async () => {
      const text = `${PROGRAM.join('\n')}\n`;
      const { document, evidence } = await recovered(Buffer.from(text), text.replace('import sys\n', 'import sys\nimport os\n').replace('n * n', 'n'));
      assert.deepEqual([evidence.of(document)?.lineAt(9)?.costs.line, evidence.of(document)?.lineAt(9)?.isEdited], [8, false]);
      assert.equal(evidence.of(document)?.lineAt(6), null);
    });

    it('reads it with a byte order mark, in Latin-1 and with other line ends', async () => {
      const text = `# é\n${PROGRAM.slice(1).join('\n')}\n`;
      for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(text, 'latin1'), Buffer.from(text.replace(/\n/g, '\r\n'))]) {
        const { document, evidence } = await recovered(bytes, text);
        assert.equal(evidence.of(document)?.lineAt(5)?.isEdited, false);
      }
    });
  });
});
