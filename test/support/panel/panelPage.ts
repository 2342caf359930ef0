/** The built panel in a page that stands in for VS Code: its theme variables, and an api object that records what the panel sends. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PanelToHost } from '../../../src/protocol/webview';
import { repositoryRoot } from '../paths';

export type ThemeName = 'dark-modern' | 'light-modern' | 'hc-dark' | 'hc-light';

const BODY_CLASSES: Readonly<Record<ThemeName, string>> = {
  'dark-modern': 'vscode-dark',
  'light-modern': 'vscode-light',
  'hc-dark': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast vscode-high-contrast-light',
};

export interface PanelWindow {
  /** What the panel sent, oldest first. */
  readonly sent: PanelToHost[];
  readonly savedState: unknown;
}

/** The page without a recording; post `recording/show` to it, as the host does. @param theme null: a plain page as in the export */
export function panelPage(theme: ThemeName | null): string {
  const dist = path.join(repositoryRoot, 'dist', 'webview');
  const css = readFileSync(path.join(dist, 'panel.css'), 'utf8');
  const script = readFileSync(path.join(dist, 'panel.js'), 'utf8').replaceAll('</script', '<\\/script');
  const api = `window.sent = []; window.savedState = null;
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.sent.push(message), getState: () => window.savedState, setState: (state) => { window.savedState = state; } });`;
  return `<!doctype html><html lang="en" style="${theme === null ? '' : rootStyle(theme)}"><head><meta charset="utf-8"><title>main.py</title>
    <style>${css}</style></head><body class="${theme === null ? '' : BODY_CLASSES[theme]}">
    ${theme === null ? '' : `<script>${api}</script>`}<script>${script}</script></body></html>`;
}

/** The variables of VS Code's own themes, as its workbench sets them. */
function rootStyle(theme: ThemeName): string {
  const themes: unknown = JSON.parse(readFileSync(path.join(repositoryRoot, 'test', 'support', 'panel', 'themes.json'), 'utf8'));
  const variables = (themes as Readonly<Record<ThemeName, Readonly<Record<string, string>>>>)[theme];
  return Object.entries(variables).map(([name, value]) => `${name}:${value}`).join(';').replaceAll('"', "'");
}
