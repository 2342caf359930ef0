/** The fixed set of decoration types: five heats for time, five for memory, figures, stale figures, three underlines for each channel. */
import * as vscode from 'vscode';
import { CHANNELS, fillColor, FIGURE_COLOR, HEAT_LEVELS, markColor, outlineColor, STALE_COLOR, type Channel } from '../contributions';

export interface DecorationTypes {
  readonly heat: Readonly<Record<Channel, readonly vscode.TextEditorDecorationType[]>>;
  readonly underline: Readonly<Record<Channel, readonly vscode.TextEditorDecorationType[]>>;
  readonly figure: vscode.TextEditorDecorationType;
  dispose(): void;
}

/** Pixels of the underline, and the mark's level, by strength: the line's own heat says how much the whole is. */
const UNDERLINES = [
  { width: 1, level: 1 },
  { width: 1, level: 3 },
  { width: 2, level: 3 },
] as const;

const color = (id: string): vscode.ThemeColor => new vscode.ThemeColor(id);

export function createDecorationTypes(overviewRuler: boolean): DecorationTypes {
  const all: vscode.TextEditorDecorationType[] = [];
  const make = (options: vscode.DecorationRenderOptions): vscode.TextEditorDecorationType => {
    const type = vscode.window.createTextEditorDecorationType(options);
    all.push(type);
    return type;
  };
  const heatOf = (channel: Channel): vscode.TextEditorDecorationType[] =>
    HEAT_LEVELS.map((level) => make(heatOptions(channel, level, overviewRuler)));
  const underlineOf = (channel: Channel): vscode.TextEditorDecorationType[] =>
    UNDERLINES.map(({ width, level }) =>
      make({ borderStyle: 'solid', borderWidth: `0 0 ${width}px 0`, borderColor: color(markColor(channel, level)) }),
    );
  return {
    heat: byChannel(heatOf),
    underline: byChannel(underlineOf),
    figure: make({ rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed }),
    dispose: () => all.forEach((type) => type.dispose()),
  };
}

/** Fill, bar at the left edge of the text, mark in the ruler; high-contrast themes give the fill no colour and the outline one. */
function heatOptions(channel: Channel, level: number, overviewRuler: boolean): vscode.DecorationRenderOptions {
  return {
    isWholeLine: true,
    backgroundColor: color(fillColor(channel, level)),
    borderStyle: 'solid',
    borderWidth: '0 0 0 3px',
    borderColor: color(markColor(channel, level)),
    outlineStyle: 'solid',
    outlineWidth: '1px',
    outlineColor: color(outlineColor(channel)),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...(overviewRuler
      ? { overviewRulerColor: color(markColor(channel, level)), overviewRulerLane: vscode.OverviewRulerLane.Center }
      : {}),
  };
}

function byChannel<T>(make: (channel: Channel) => T): Record<Channel, T> {
  const [heat, memory] = CHANNELS.map(make) as [T, T];
  return { heat, memory };
}

/** Look of one line's figure. */
export function figureOptions(text: string, gap: number, stale: boolean): vscode.DecorationInstanceRenderOptions {
  return {
    after: {
      contentText: text,
      margin: `0 0 0 ${gap}ch`,
      color: color(stale ? STALE_COLOR : FIGURE_COLOR),
      ...(stale ? { fontStyle: 'italic' } : {}),
    },
  };
}
