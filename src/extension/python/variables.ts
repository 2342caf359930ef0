/** Replaces `${…}` variables of settings and launch configurations; names and meanings are VS Code's. */
import { EmberlineError } from '../../core/errors';

/** What variables may speak of. null: there is none. */
export interface VariableScope {
  readonly file: string | null;
  readonly workspaceFolder: string | null;
  /** Folder path by name, for `${workspaceFolder:NAME}`. */
  readonly folders: Readonly<Record<string, string>>;
  readonly lineNumber: number | null;
  readonly selectedText: string | null;
  readonly userHome: string;
  readonly execPath: string;
  readonly pathSeparator: '/' | '\\';
  env(name: string): string | null;
  config(name: string): string | null;
  /** The answer of a command; null: it gave no text. */
  command(name: string): Promise<string | null>;
}

const VARIABLE = /\$\{([^{}]*)\}/gu;

/** @throws EmberlineError setting-invalid for a variable that does not exist, or has no value here */
export async function substituteVariables(text: string, scope: VariableScope): Promise<string> {
  let result = '';
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    result += text.slice(from, match.index) + (await valueOf(match[1] ?? '', scope));
    from = match.index + match[0].length;
  }
  return result + text.slice(from);
}

async function valueOf(variable: string, scope: VariableScope): Promise<string> {
  const colon = variable.indexOf(':');
  const name = colon < 0 ? variable : variable.slice(0, colon);
  const argument = colon < 0 ? null : variable.slice(colon + 1);
  const value = argument === null ? plainValue(name, scope) : await valueWithArgument(name, argument, scope);
  if (value === undefined) throw invalid(`\${${variable}} is not a variable that can be used here.`);
  if (value === null) throw invalid(`\${${variable}} has no value here.`);
  return value;
}

function invalid(message: string): EmberlineError {
  return new EmberlineError('setting-invalid', message, 'Change the setting or launch configuration that names it.');
}

/** undefined: no such variable. */
async function valueWithArgument(name: string, argument: string, scope: VariableScope): Promise<string | null | undefined> {
  switch (name) {
    // An unset environment variable is empty text, as in launch.json.
    case 'env':
      return scope.env(argument) ?? '';
    case 'config':
      return scope.config(argument);
    case 'workspaceFolder':
      return scope.folders[argument] ?? null;
    case 'workspaceFolderBasename':
      return argument in scope.folders ? argument : null;
    case 'command':
      return scope.command(argument);
    default:
      return undefined;
  }
}

function plainValue(name: string, scope: VariableScope): string | null | undefined {
  const { file, workspaceFolder: folder, pathSeparator } = scope;
  const parts = file === null ? null : splitPath(file);
  const relative = (path: string | null | undefined): string | null =>
    path === null || path === undefined ? null : relativeTo(folder, path, pathSeparator);
  const values: Readonly<Record<string, string | null | undefined>> = {
    workspaceFolder: folder,
    workspaceRoot: folder,
    workspaceFolderBasename: folder === null ? null : splitPath(folder).base,
    cwd: folder,
    file,
    fileWorkspaceFolder: folder,
    fileWorkspaceFolderBasename: folder === null ? null : splitPath(folder).base,
    fileBasename: parts?.base ?? null,
    fileBasenameNoExtension: parts === null ? null : parts.base.slice(0, parts.base.length - parts.extension.length),
    fileExtname: parts?.extension ?? null,
    fileDirname: parts?.folder ?? null,
    fileDirnameBasename: parts === null ? null : splitPath(parts.folder).base,
    relativeFile: relative(file),
    relativeFileDirname: parts === null ? null : relative(parts.folder) || '.',
    lineNumber: scope.lineNumber === null ? null : String(scope.lineNumber),
    selectedText: scope.selectedText,
    userHome: scope.userHome,
    execPath: scope.execPath,
    pathSeparator,
    '/': pathSeparator,
  };
  return values[name];
}

function splitPath(path: string): { folder: string; base: string; extension: string } {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const base = path.slice(cut + 1);
  const dot = base.lastIndexOf('.');
  return { folder: path.slice(0, Math.max(cut, 1)), base, extension: dot > 0 ? base.slice(dot) : '' };
}

function relativeTo(folder: string | null, path: string, separator: string): string {
  if (folder === null) return path;
  if (path === folder) return '';
  return path.startsWith(folder + separator) ? path.slice(folder.length + 1) : path;
}
