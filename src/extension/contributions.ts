/** Every id and setting that package.json promises, typed; test/unit/manifest.test.ts compares the two. */
import { SERVER_COMMANDS } from '../protocol/lsp';

/** Commands that the palette, menus and keys name. */
export const PALETTE_COMMANDS = [
  'emberline.profileActiveFile',
  'emberline.profileWithArguments',
  'emberline.profileModule',
  'emberline.profileLaunchConfiguration',
  'emberline.profileTests',
  'emberline.profileAgain',
  'emberline.stop',
  'emberline.clear',
  'emberline.showPanel',
  'emberline.openRecording',
  'emberline.history',
  'emberline.exportRecording',
  'emberline.showLog',
  'emberline.pickMetric',
  'emberline.toggleHeat',
  'emberline.watchReferencesAtCursor',
  'emberline.unwatchReferencesAtCursor',
  'emberline.showLineInFlameGraph',
  'emberline.selectInterpreter',
] as const;

export const LENS_COMMANDS = Object.values(SERVER_COMMANDS);

export type CommandId = (typeof PALETTE_COMMANDS)[number] | (typeof LENS_COMMANDS)[number];
export const COMMAND_IDS: readonly CommandId[] = [...new Set<CommandId>([...PALETTE_COMMANDS, ...LENS_COMMANDS])];

/** Context keys that menus and keys look at. */
export const CONTEXT_KEYS = {
  running: 'emberline.running',
  shown: 'emberline.recordingShown',
  again: 'emberline.canProfileAgain',
} as const;

export const PANEL_VIEW_TYPE = 'emberline.panel';
export const RECORDING_VIEW_TYPE = 'emberline.recording';

export type ConsoleKind = 'integratedTerminal' | 'outputChannel';

/** Settings by their name below `emberline.`, with the defaults that package.json must repeat. */
export interface Settings {
  readonly python: string;
  readonly pythonArgs: readonly string[];
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly envFile: string;
  readonly console: ConsoleKind;
  readonly engine: 'auto' | 'native' | 'python';
  readonly memory: 'auto' | 'on' | 'off';
  /** Microseconds between samples. */
  readonly interval: number;
  /** Percent of the run below which a line shows nothing. */
  readonly threshold: number;
  readonly testRunner: 'auto' | 'pytest' | 'unittest';
  readonly openPanel: boolean;
  readonly 'show.heat': boolean;
  readonly 'show.figures': boolean;
  readonly 'show.memory': boolean;
  readonly 'show.references': boolean;
  readonly 'show.expressions': boolean;
  readonly 'show.overviewRuler': boolean;
  readonly 'codeLens.enabled': boolean;
  readonly 'codeLens.functions': boolean;
  readonly 'codeLens.tests': boolean;
  readonly 'advice.enabled': boolean;
  readonly 'advice.showCandidates': boolean;
  readonly 'advice.ignoredRules': readonly string[];
  /** Megabytes (10^6 bytes) that the recordings of all workspaces may take. */
  readonly 'recordings.maxSize': number;
}

export const DEFAULT_SETTINGS: Settings = {
  python: '',
  pythonArgs: [],
  args: [],
  cwd: '${workspaceFolder}',
  env: {},
  envFile: '${workspaceFolder}/.env',
  console: 'integratedTerminal',
  engine: 'auto',
  memory: 'auto',
  interval: 1000,
  threshold: 1,
  testRunner: 'auto',
  openPanel: true,
  'show.heat': true,
  'show.figures': true,
  'show.memory': true,
  'show.references': true,
  'show.expressions': true,
  'show.overviewRuler': true,
  'codeLens.enabled': true,
  'codeLens.functions': true,
  'codeLens.tests': true,
  'advice.enabled': true,
  'advice.showCandidates': false,
  'advice.ignoredRules': [],
  'recordings.maxSize': 1000,
};

/** Settings that name programs or are given to them: ignored in an untrusted workspace. */
export const RESTRICTED_SETTINGS: readonly (keyof Settings)[] = ['python', 'pythonArgs', 'args', 'cwd', 'env', 'envFile'];

export const HEAT_LEVELS = [1, 2, 3, 4, 5] as const;
export type Channel = 'heat' | 'memory';
export const CHANNELS: readonly Channel[] = ['heat', 'memory'];

/** Theme colours: fill of a line, and mark (bar, ruler, underline), for each channel and level; then the figures and outlines. */
export const fillColor = (channel: Channel, level: number): string => `emberline.${channel}${level}`;
export const markColor = (channel: Channel, level: number): string => `emberline.${channel}Mark${level}`;
export const outlineColor = (channel: Channel): string => `emberline.${channel}Outline`;
export const FIGURE_COLOR = 'emberline.figure';
export const STALE_COLOR = 'emberline.staleFigure';

export const COLOR_IDS: readonly string[] = [
  ...CHANNELS.flatMap((channel) => [
    ...HEAT_LEVELS.map((level) => fillColor(channel, level)),
    ...HEAT_LEVELS.map((level) => markColor(channel, level)),
    outlineColor(channel),
  ]),
  FIGURE_COLOR,
  STALE_COLOR,
];
