/** `${…}` variables, with VS Code's names and meanings. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { substituteVariables, type VariableScope } from '../../../src/extension/python/variables';

const scope: VariableScope = {
  file: '/w/pkg/main.test.py', workspaceFolder: '/w', folders: { w: '/w', other: '/o' }, lineNumber: 7, selectedText: 'x', userHome: '/home/me',
  execPath: '/bin/code', pathSeparator: '/',
  env: (name) => (name === 'A' ? 'a' : null),
  config: (name) => (name === 'editor.tabSize' ? '4' : null),
  command: (name) => Promise.resolve(name === 'pick' ? 'picked' : null),
};

const CASES: readonly (readonly [string, string])[] = [
  ['${workspaceFolder}/x', '/w/x'],
  ['${workspaceFolder:other}', '/o'],
  ['${workspaceFolderBasename}', 'w'],
  ['${file}', '/w/pkg/main.test.py'],
  ['${fileBasename} ${fileBasenameNoExtension} ${fileExtname}', 'main.test.py main.test .py'],
  ['${fileDirname} ${fileDirnameBasename}', '/w/pkg pkg'],
  ['${relativeFile} ${relativeFileDirname}', 'pkg/main.test.py pkg'],
  ['${env:A}${env:NONE}', 'a'],
  ['${config:editor.tabSize}', '4'],
  ['${command:pick}', 'picked'],
  ['${userHome}${/}${pathSeparator}${lineNumber}${selectedText}', '/home/me//7x'],
  ['$HOME and {braces}', '$HOME and {braces}'],
];

describe('variables', () => {
  for (const [text, expected] of CASES) {
    it(`replaces ${text}`, async () => assert.equal(await substituteVariables(text, scope), expected));
  }

  it('refuses what does not exist or has no value here', async () => {
    for (const text of ['${nonsense}', '${workspaceFolder:nowhere}', '${input:x}', '${config:none}', '${command:none}']) {
      await assert.rejects(substituteVariables(text, scope), { code: 'setting-invalid' }, text);
    }
    await assert.rejects(substituteVariables('${workspaceFolder}', { ...scope, workspaceFolder: null }), { code: 'setting-invalid' });
    await assert.rejects(substituteVariables('${file}', { ...scope, file: null }), { code: 'setting-invalid' });
  });

  it('keeps a root folder whole', async () => {
    assert.equal(await substituteVariables('${fileDirname}', { ...scope, file: '/main.py' }), '/');
  });
});
