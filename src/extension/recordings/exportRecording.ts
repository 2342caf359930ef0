/** Exports the shown recording through the command line's own exporter, so that both write the same. */
import * as path from 'node:path';
import { EmberlineError } from '../../core/errors';
import { capture } from '../../run/childProcess';
import { definedOnly } from '../../run/profileProcess';

const TIMEOUT_MS = 120_000;

/** @throws EmberlineError output-unwritable with what the exporter said */
export async function exportRecording(extensionPath: string, recording: string, format: string, out: string): Promise<void> {
  const cli = path.join(extensionPath, 'dist', 'cli.js');
  const { exitCode, stderr } = await capture(
    {
      file: process.execPath,
      args: [cli, 'export', recording, '--to', format, '-o', out],
      cwd: path.dirname(recording),
      // The editor's own executable is Node only when it is told so.
      env: { ...definedOnly(process.env), ELECTRON_RUN_AS_NODE: '1' },
    },
    TIMEOUT_MS,
  );
  if (exitCode === 0) return;
  const said = stderr.trim().split('\n').at(-1) ?? '';
  throw new EmberlineError('output-unwritable', `The recording could not be exported: ${said || `exit code ${exitCode ?? 'unknown'}`}.`, 'Try another place.');
}
