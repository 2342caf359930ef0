/** Code actions: which are offered where. */
import * as assert from 'node:assert/strict';
import { CodeActionTriggerKind } from 'vscode-languageserver';
import type { ServerOptions } from '../../../src/protocol/lsp';
import { ACTION_KIND, codeActions } from '../../../src/server/features/codeActions';
import { DEFAULT_OPTIONS } from '../../../src/server/options';
import type { FileEvidence } from '../../../src/server/evidence';
import type { PythonDocument } from '../../../src/server/pythonDocument';
import { evidenceOf, lineCosts, open, placeOf, URI } from './support';

const PROGRAM = ['cache = {}', 'def fill(n):', '    cache[n] = 1', '', 'def test_fill():', '    fill(1)'];

interface Asked {
  readonly only?: string[];
  readonly triggerKind?: CodeActionTriggerKind;
  readonly options?: Partial<ServerOptions>;
  readonly evidence?: FileEvidence;
}

function offered(document: PythonDocument, word: string, { only, triggerKind, options, evidence }: Asked = {}): string[] {
  const { line, character } = placeOf(document, word);
  const position = { line: line - 1, character };
  const context = { diagnostics: [], ...(only && { only }), ...(triggerKind && { triggerKind }) };
  const range = { start: position, end: position };
  const actions = codeActions(document, evidence ?? null, { ...DEFAULT_OPTIONS, ...options }, { range, context });
  assert.ok(actions.every(({ kind }) => kind === ACTION_KIND));
  return actions.map(({ title, command }) => {
    const args: unknown[] = (command?.arguments ?? []).filter((argument: unknown) => argument !== URI);
    return [title, '→', command?.command.replace('emberline.', ''), ...args].join(' ');
  });
}

describe('server/features/codeActions', () => {
  it('watches a name at the line where it is bound', async () => {
    const document = await open(PROGRAM);
    assert.deepEqual(offered(document, 'cache[n]'), ['Watch references of cache → watchReferences cache 1']);
    assert.deepEqual(offered(await open(['print(1)']), 'print'), [], 'not a built-in');
    assert.deepEqual(offered(await open(['import os', 'os.path']), 'path'), [], 'not a part of a module');
    assert.equal(offered(await open(['class A(B):', '    def f(self):', '        self.inherited']), 'inherited').length, 1);
  });

  it('stops watching a name that is watched', async () => {
    const options = { watches: { [URI]: [{ name: 'cache', line: 1 }] } };
    assert.deepEqual(offered(await open(PROGRAM), 'cache[n]', { options }), ['Stop watching cache → unwatchReferences cache 1']);
  });

  it('profiles a function from its header, and a test from anywhere within', async () => {
    const document = await open(PROGRAM);
    assert.deepEqual(offered(document, 'def fill'), ['Profile fill → profileFunction fill']);
    assert.ok(offered(document, 'fill(1)').includes('Profile test test_fill → profileTest test_fill pytest'));
  });

  it('goes from a measured line to the panel', async () => {
    const document = await open(PROGRAM);
    const evidence = evidenceOf(document, { lines: [lineCosts(3, 'fill', { self: { wall: 1e9 } })] });
    assert.deepEqual(offered(document, ' = 1', { evidence }), ['Show in flame graph → showInFlameGraph 3', 'Who calls this → showCallers 3']);
  });

  it('comes only when it is asked for', async () => {
    const document = await open(PROGRAM);
    assert.deepEqual(offered(document, 'cache', { triggerKind: CodeActionTriggerKind.Automatic }), []);
    assert.deepEqual(offered(document, 'cache', { only: ['quickfix'] }), []);
    assert.equal(offered(document, 'cache', { only: ['emberline'], triggerKind: CodeActionTriggerKind.Invoked }).length, 1);
    assert.equal(offered(document, 'cache', { only: [''] }).length, 1);
    assert.deepEqual(offered(document, '\n\n'), []);
  });
});
