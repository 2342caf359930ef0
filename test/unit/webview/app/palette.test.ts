/** Colours: readable labels in every theme, tones that differ in lightness too. */
import assert from 'node:assert/strict';
import { oklch } from '../../../../src/webview/app/oklch';
import { boxColors, trackColors, type MetricFamily, type ThemeKind } from '../../../../src/webview/app/palette';

const THEMES: readonly (readonly [ThemeKind, foreground: string, background: string])[] = [
  ['dark', '#cccccc', '#1f1f1f'],
  ['light', '#3b3b3b', '#ffffff'],
  ['highContrastDark', '#ffffff', '#000000'],
  ['highContrastLight', '#292929', '#ffffff'],
];

function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe('oklch', () => {
  it('gives black, white and a known red', () => {
    assert.equal(oklch(0, 0, 0), '#000000');
    assert.equal(oklch(1, 0, 0), '#ffffff');
    assert.equal(oklch(0.628, 0.2577, 29.23), '#ff0000');
  });
});

describe('boxColors', () => {
  for (const [kind, foreground, background] of THEMES) {
    for (const family of ['time', 'memory'] satisfies MetricFamily[]) {
      it(`keeps labels readable: ${kind}, ${family}`, () => {
        const { fill, text, heat, heatText, dimmed, dimmedText, ground, outlined } = boxColors(kind, family, foreground, background);
        const onFill = fill.map((color, slot) => [color, text[slot]!] as const);
        const pairs = [...onFill, ...heat.map((color, level) => [color, heatText[level]!] as const)];
        for (const [color, label] of pairs) {
          assert.ok(contrast(outlined ? ground : color, label) >= 4.5, `${color} ${label} ${contrast(color, label)}`);
        }
        assert.ok(contrast(outlined ? ground : dimmed, dimmedText) >= 3.5);
      });
    }
  }

  it('never uses one colour for two modules that follow each other', () => {
    const { fill } = boxColors('dark', 'time', '#cccccc', '#1f1f1f');
    assert.equal(new Set(fill.slice(4)).size, fill.length - 4);
  });
});

describe('trackColors', () => {
  it('tells running, in C and waiting apart by lightness alone', () => {
    for (const [kind] of THEMES) {
      const { running, native, waiting } = trackColors(kind);
      for (const [a, b] of [[running, native], [native, waiting]] as const) {
        assert.ok(contrast(a, b) >= 1.4, `${kind} ${a} ${b} ${contrast(a, b)}`);
      }
    }
  });
});
