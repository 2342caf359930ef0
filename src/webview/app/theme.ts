/** The colours and fonts of the editor around the panel, read from its CSS variables and read again when they change. */
import { boxColors, trackColors, type BoxColors, type MetricFamily, type ThemeKind, type TrackColors } from './palette';

export interface Theme {
  readonly kind: ThemeKind;
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly faint: string;
  readonly grid: string;
  readonly focus: string;
  readonly range: string;
  readonly error: string;
  /** Canvas font strings. */
  readonly codeFont: string;
  readonly textFont: string;
  readonly smallFont: string;
  /** CSS pixels: as tall as a line of the editor. */
  readonly rowHeight: number;
  readonly boxes: Readonly<Record<MetricFamily, BoxColors>>;
  readonly tracks: TrackColors;
}

export class ThemeWatcher {
  current: Theme = readTheme();
  private readonly listeners: (() => void)[] = [];

  constructor() {
    const refresh = (): void => {
      this.current = readTheme();
      for (const listener of this.listeners) {
        listener();
      }
    };
    // VS Code changes the class of the body and the variables on the root element when the theme or a font changes.
    const observer = new MutationObserver(refresh);
    observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', refresh);
    matchMedia('(forced-colors: active)').addEventListener('change', refresh);
  }

  subscribe(listener: () => void): void {
    this.listeners.push(listener);
  }
}

function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const kind = themeKind();
  const size = Number.parseFloat(read('--em-code-size'));
  const codeSize = Number.isFinite(size) ? Math.min(size, 18) : 12;
  const background = read('--em-background');
  const foreground = read('--em-foreground');
  return {
    kind,
    background,
    foreground,
    muted: read('--em-muted'),
    faint: read('--em-faint'),
    grid: read('--em-grid'),
    focus: read('--em-focus'),
    range: read('--em-range'),
    error: read('--em-error'),
    codeFont: `${Math.round(codeSize * 0.92)}px ${read('--em-code-font')}`,
    textFont: `${Math.round(codeSize * 0.86)}px ${read('--em-font')}`,
    smallFont: `10px ${read('--em-font')}`,
    rowHeight: Math.max(18, Math.round(codeSize * 1.45)),
    boxes: { time: boxColors(kind, 'time', foreground, background), memory: boxColors(kind, 'memory', foreground, background) },
    tracks: trackColors(kind),
  };
}

function themeKind(): ThemeKind {
  const classes = document.body.classList;
  const systemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (classes.contains('vscode-high-contrast-light')) {
    return 'highContrastLight';
  }
  if (classes.contains('vscode-high-contrast')) {
    return 'highContrastDark';
  }
  if (matchMedia('(forced-colors: active)').matches) {
    return systemDark ? 'highContrastDark' : 'highContrastLight';
  }
  if (classes.contains('vscode-light')) {
    return 'light';
  }
  return classes.contains('vscode-dark') || systemDark ? 'dark' : 'light';
}
