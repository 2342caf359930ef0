/** Numbers as people read them. */
import assert from 'node:assert/strict';
import {
  formatChange,
  formatBytes,
  formatCount,
  formatDuration,
  formatFactor,
  formatMoment,
  formatShare,
  formatWeight,
} from '../../../src/core/weight';

function table<Input>(format: (input: Input) => string, cases: readonly (readonly [Input, string])[]): void {
  for (const [input, expected] of cases) {
    it(`${String(input)} → ${expected}`, () => assert.equal(format(input), expected));
  }
}

describe('formatDuration', () => {
  table(formatDuration, [
    [0, '0 ns'],
    [412, '412 ns'],
    [999.6, '1 µs'],
    [1_210_000_000, '1.21 s'],
    [12_400_000, '12.4 ms'],
    [380_000, '380 µs'],
    [9_996_000, '10 ms'],
    [999_900_000, '1 s'],
    [59.4e9, '59.4 s'],
    [59.6e9, '1 min 00 s'],
    [125e9, '2 min 05 s'],
    [3599.8e9, '1 h 00 min'],
    [3720e9, '1 h 02 min'],
    [-5e6, '-5 ms'],
    [NaN, '–'],
  ]);
});

describe('formatBytes', () => {
  table(formatBytes, [
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [12_345, '12.3 kB'],
    [96_000_000, '96 MB'],
    [1.5e9, '1.50 GB'],
    [999_960_000, '1 GB'],
    [-2000, '-2 kB'],
    [0.4, '<1 B'],
    [7.6, '8 B'],
  ]);
});

describe('formatShare', () => {
  table(formatShare, [
    [0, '0 %'],
    [0.0001, '<1 %'],
    [0.01, '1 %'],
    [0.384, '38 %'],
    [0.9951, '>99 %'],
    [1, '100 %'],
    [NaN, '–'],
  ]);
});

describe('formatCount', () => {
  table(formatCount, [
    [0, '0'],
    [3187, '3,187'],
    [1234567, '1,234,567'],
    [-1200, '-1,200'],
    [2.4, '2'],
    [-0.2, '0'],
  ]);
});

describe('formatFactor', () => {
  table(formatFactor, [
    [1.008, '1.01x'],
    [3.71, '3.7x'],
    [12.3, '12x'],
  ]);
});

describe('formatMoment and formatWeight', () => {
  it('a moment has milliseconds, so that moments line up', () => assert.equal(formatMoment(250_000_000), '0.250 s'));
  it('a weight is written in its unit', () => {
    assert.deepEqual(
      [formatWeight(1e9, 'nanoseconds'), formatWeight(1e6, 'bytes'), formatWeight(1e3, 'count'), formatWeight(NaN, 'bytes')],
      ['1 s', '1 MB', '1,000', '–'],
    );
  });
});

describe('formatChange', () => {
  it('has a sign unless it is nothing', () => {
    assert.deepEqual([12e6, -3100, 0].map((value) => formatChange(value, 'bytes')), ['+12 MB', '-3.10 kB', '±0']);
  });
});
