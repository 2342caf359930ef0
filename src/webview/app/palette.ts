/** The colours of the pictures for each kind of theme: warm where the metric is time, cool where it is memory. */
import { oklch } from './oklch';

export type ThemeKind = 'dark' | 'light' | 'highContrastDark' | 'highContrastLight';
export type MetricFamily = 'time' | 'memory';

/** Colour slots of boxes. From `user` on: modules of the user's own code. */
export const SLOT = { structure: 0, native: 1, library: 2, libraryOther: 3, user: 4 } as const;
export const USER_SLOTS = 12;
export const HEAT_LEVELS = 6;

export interface BoxColors {
  /** By slot. */
  readonly fill: readonly string[];
  readonly text: readonly string[];
  /** The part of a label that matters less, by slot. */
  readonly faint: readonly string[];
  /** By heat level, 0 cold. */
  readonly heat: readonly string[];
  readonly heatText: readonly string[];
  /** What a search finds, and what it leaves out. */
  readonly match: string;
  readonly matchText: string;
  readonly dimmed: string;
  readonly dimmedText: string;
  readonly ground: string;
  /** High contrast: the fill colours are those of the borders, boxes have no fill. */
  readonly outlined: boolean;
}

export interface TrackColors {
  readonly running: string;
  readonly native: string;
  readonly waiting: string;
  readonly collecting: string;
  readonly unknown: string;
  readonly idle: string;
  readonly heap: string;
  readonly heapEdge: string;
  readonly rss: string;
  /** By generation; the last serves all higher ones. */
  readonly generations: readonly string[];
  readonly lane: string;
  readonly laneFill: string;
}

const WARM = [52, 80, 32, 66, 18, 94];
const COOL = [210, 180, 245, 195, 270, 162];

export function boxColors(kind: ThemeKind, family: MetricFamily, foreground: string, background: string): BoxColors {
  const hues = family === 'time' ? WARM : COOL;
  if (kind === 'highContrastDark' || kind === 'highContrastLight') {
    return highContrastBoxes(kind === 'highContrastDark', foreground, background);
  }
  const dark = kind === 'dark';
  const darkShade = (hue: number, step: number): string => oklch(0.69 - 0.08 * step, 0.115, hue);
  const shade = dark ? darkShade : (hue: number, step: number): string => oklch(0.845 - 0.06 * step, 0.088, hue);
  const user = [0, 1].flatMap((step) => hues.map((hue) => shade(hue, step)));
  const neutral = dark ? [oklch(0.315, 0.004, 260), oklch(0.345, 0.02, 200), oklch(0.375, 0.006, 260), oklch(0.35, 0.006, 260)]
    : [oklch(0.945, 0.003, 260), oklch(0.9, 0.016, 200), oklch(0.905, 0.004, 260), oklch(0.88, 0.005, 260)];
  const quiet = dark ? oklch(0.8, 0.004, 260) : oklch(0.4, 0.004, 260);
  const loud = dark ? oklch(0.17, 0.02, 60) : oklch(0.23, 0.02, 60);
  const heat = heatScale(dark, family);
  return {
    fill: [...neutral, ...user],
    text: [...neutral.map(() => quiet), ...user.map(() => loud)],
    faint: [...neutral.map(() => (dark ? '#a2a2a6' : '#5f5f63')), ...user.map(() => (dark ? 'rgba(20,12,4,0.78)' : 'rgba(40,24,8,0.74)'))],
    heat,
    heatText: heat.map((_, level) => (dark === level >= 4 ? '#1d0f04' : '#fdf8f2')).map((color, level) => (dark || level >= 4 ? color : loud)),
    match: dark ? oklch(0.74, 0.12, 320) : oklch(0.8, 0.12, 320),
    matchText: loud,
    dimmed: dark ? oklch(0.285, 0.003, 260) : oklch(0.955, 0.002, 260),
    dimmedText: dark ? '#8a8a8e' : '#77777b',
    ground: background,
    outlined: false,
  };
}

function heatScale(dark: boolean, family: MetricFamily): string[] {
  const hue = family === 'time' ? [60, 70, 62, 54, 50, 52] : [220, 215, 210, 205, 200, 195];
  const lightness = dark ? [0.34, 0.4, 0.46, 0.52, 0.66, 0.77] : [0.93, 0.89, 0.83, 0.75, 0.53, 0.43];
  const chroma = [0.008, 0.045, 0.085, 0.12, 0.15, 0.165];
  return hue.map((value, level) => oklch(lightness[level] ?? 0, (chroma[level] ?? 0) * (family === 'time' ? 1 : 0.75), value));
}

/** Borders in the text's colour for the user's own code, grey for the rest. */
function highContrastBoxes(dark: boolean, foreground: string, background: string): BoxColors {
  const all = (color: string, count: number): string[] => Array.from({ length: count }, () => color);
  const slots = SLOT.user + USER_SLOTS;
  const quiet = dark ? '#8c8c8c' : '#767676';
  const warm = dark ? ['#b0b0b0', '#ffe08a', '#ffb347', '#ff8c1a'] : ['#595959', '#7a5c00', '#8f4700', '#a83200'];
  return {
    fill: [...all(quiet, SLOT.user), ...all(foreground, USER_SLOTS)],
    text: all(foreground, slots),
    faint: all(foreground, slots),
    heat: [quiet, quiet, ...warm],
    heatText: all(foreground, HEAT_LEVELS),
    match: dark ? '#e9a6ff' : '#8a00b8',
    matchText: foreground,
    dimmed: dark ? '#4a4a4a' : '#b8b8b8',
    dimmedText: quiet,
    ground: background,
    outlined: true,
  };
}

/** Tones that differ in lightness as well as in hue. */
const STATE_TONES: Readonly<Record<ThemeKind, Pick<TrackColors, 'running' | 'native' | 'waiting' | 'collecting'>>> = {
  dark: {
    running: oklch(0.65, 0.12, 48),
    native: oklch(0.81, 0.085, 82),
    waiting: oklch(0.56, 0.11, 305),
    collecting: oklch(0.72, 0.09, 195),
  },
  light: {
    running: oklch(0.69, 0.125, 48),
    native: oklch(0.86, 0.09, 82),
    waiting: oklch(0.6, 0.11, 305),
    collecting: oklch(0.6, 0.09, 195),
  },
  highContrastDark: { running: '#ff9a4d', native: '#ffe08a', waiting: '#c9a2ff', collecting: '#6fe0d8' },
  highContrastLight: { running: '#a83c00', native: '#c99700', waiting: '#6b2fb3', collecting: '#00716a' },
};

export function trackColors(kind: ThemeKind): TrackColors {
  const dark = kind === 'dark' || kind === 'highContrastDark';
  return {
    ...STATE_TONES[kind],
    unknown: dark ? oklch(0.55, 0.05, 48) : oklch(0.78, 0.05, 48),
    idle: dark ? 'rgba(255,255,255,0.09)' : 'rgba(0,0,0,0.08)',
    heap: dark ? oklch(0.42, 0.06, 205) : oklch(0.88, 0.05, 205),
    heapEdge: oklch(dark ? 0.74 : 0.55, 0.095, 205),
    rss: dark ? '#b9b9be' : '#6a6a70',
    generations: dark ? ['#77777c', oklch(0.72, 0.09, 195), oklch(0.8, 0.15, 70)] : ['#a0a0a6', oklch(0.58, 0.1, 195), oklch(0.6, 0.17, 45)],
    lane: dark ? oklch(0.75, 0.1, 245) : oklch(0.52, 0.13, 250),
    laneFill: dark ? oklch(0.34, 0.035, 245) : oklch(0.935, 0.025, 250),
  };
}
