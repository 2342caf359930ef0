/** Launches a program without a terminal, its output going to an output channel, as launch.json's internalConsole does. */
import * as vscode from 'vscode';
import type { Launcher } from '../../run/profileRun';
import { processLauncher } from '../../run/profileProcess';

/** Characters that the channel takes before it is told to stop: an editor is no place for gigabytes. */
const MOST_TEXT = 10_000_000;

export class OutputConsole {
  private channel: vscode.OutputChannel | null = null;

  launcher(title: string): Launcher {
    this.channel ??= vscode.window.createOutputChannel('Emberline: Program');
    const { channel } = this;
    channel.clear();
    channel.show(true);
    let left = MOST_TEXT;
    const write = (text: string): void => {
      if (left <= 0) return;
      channel.append(text.slice(0, left));
      left -= text.length;
      if (left <= 0) channel.append(`\n… more output of ${title} is not shown here: set emberline.console to integratedTerminal to see it all.\n`);
    };
    return processLauncher(write, programEnvironment());
  }

  dispose(): void {
    this.channel?.dispose();
  }
}

/** The editor's environment without what is the editor's own; output is not held back, as it is not in a terminal. */
function programEnvironment(): NodeJS.ProcessEnv {
  const own = /^(?:VSCODE_|ELECTRON_|EMBERLINE_)/u;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8', ...Object.fromEntries(kept) };
}
