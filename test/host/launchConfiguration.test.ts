/** A Python configuration of launch.json runs with its own arguments, folder and environment. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { startOver, untilState, workspaceFolder, writeProgram } from './support/emberline';

const PROGRAM = `import json, os, sys
with open(os.environ["ANSWER"], "w") as f:
    json.dump([sys.argv[1:], os.getcwd(), os.environ.get("FROM_FILE"), os.environ.get("BOTH"), sys.flags.dev_mode], f)
sum(i * i for i in range(400_000))
`;

describe('launch configurations', () => {
  after(startOver);

  it('are profiled as they would be launched', async () => {
    const answer = path.join(workspaceFolder(), 'launch-answer.json');
    writeProgram('app/launched.py', PROGRAM);
    writeProgram('app/my.env', 'FROM_FILE="one two"\nBOTH=file\n');
    const configuration = {
      name: 'App', type: 'debugpy', request: 'launch', program: '${workspaceFolder}/app/launched.py', args: ['${workspaceFolderBasename}', '--x=1 2'],
      cwd: '${workspaceFolder}/app', env: { ANSWER: answer, BOTH: 'env' }, envFile: '${workspaceFolder}/app/my.env', pythonArgs: ['-X', 'dev'],
      console: 'integratedTerminal',
    };
    const launch = vscode.workspace.getConfiguration('launch');
    await launch.update('configurations', [configuration], vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('emberline.profileLaunchConfiguration', 'App');
    await untilState('a recording is shown', ({ shown }) => shown?.title === 'launched.py');
    assert.deepEqual(JSON.parse(readFileSync(answer, 'utf8')), [
      [path.basename(workspaceFolder()), '--x=1 2'],
      path.join(workspaceFolder(), 'app'),
      'one two',
      'env',
      true,
    ]);
    await launch.update('configurations', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('are refused in one sentence when there is none', async () => {
    await vscode.commands.executeCommand('emberline.profileLaunchConfiguration', 'App');
    await untilState('it says so', ({ said }) => said?.code === 'setting-invalid' && said.message.startsWith('launch.json has no'));
  });
});
