/**
 * Launches a program in the integrated terminal, as a task whose process is the interpreter itself: no shell, so nothing to quote; the
 * terminal is the program's own, its exit code is told, and its output stays readable when it has ended.
 */
import * as vscode from 'vscode';
import type { Command, ProcessEnd } from '../../run/childProcess';
import type { LaunchedProgram, Launcher } from '../../run/profileRun';

const TASK_TYPE = 'emberline';
let runs = 0;

export function terminalLauncher(title: string, scope: vscode.WorkspaceFolder | null): Launcher {
  return async (command: Command): Promise<LaunchedProgram> => {
    const task = programTask(command, title, scope);
    const watch = new TaskWatch();
    const execution = await vscode.tasks.executeTask(task);
    return { ended: watch.endOf(execution), kill: () => execution.terminate() };
  };
}

function programTask({ file, args, cwd, env }: Command, title: string, scope: vscode.WorkspaceFolder | null): vscode.Task {
  runs += 1;
  const process = new vscode.ProcessExecution(file, [...args], { cwd, env: { ...env } });
  // Two tasks of one definition cannot run at once, and VS Code would ask.
  const task = new vscode.Task({ type: TASK_TYPE, run: runs }, scope ?? vscode.TaskScope.Global, title, 'Emberline', process, []);
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Shared,
    echo: false,
    focus: false,
    clear: true,
    showReuseMessage: false,
  };
  return task;
}

/** Hears how task processes end, from before the task is started: a short program may have ended when executeTask returns. */
class TaskWatch {
  private readonly heard: vscode.Disposable[] = [];
  private readonly ends = new Map<vscode.TaskExecution, ProcessEnd>();
  private waiting: { readonly execution: vscode.TaskExecution; readonly resolve: (end: ProcessEnd) => void } | null = null;

  constructor() {
    this.heard.push(
      vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => this.note(execution, { exitCode: exitCode ?? null, signal: null })),
      // A terminal that the user closed ends its task without the process having told an exit code.
      vscode.tasks.onDidEndTask(({ execution }) => this.note(execution, { exitCode: null, signal: null })),
    );
  }

  endOf(execution: vscode.TaskExecution): Promise<ProcessEnd> {
    return new Promise((resolve) => {
      this.waiting = { execution, resolve };
      this.settle();
    });
  }

  private note(execution: vscode.TaskExecution, end: ProcessEnd): void {
    if (!this.ends.has(execution) || end.exitCode !== null) this.ends.set(execution, end);
    this.settle();
  }

  private settle(): void {
    if (this.waiting === null) return;
    const end = this.ends.get(this.waiting.execution);
    if (end === undefined) return;
    for (const listener of this.heard) listener.dispose();
    this.waiting.resolve(end);
  }
}
