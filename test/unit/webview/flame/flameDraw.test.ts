/** What is drawn of a flame graph, on a context that writes down its calls. */
import assert from 'node:assert/strict';
import { flameLayout } from '../../../../src/core/flameLayout';
import { boxColors } from '../../../../src/webview/app/palette';
import { cut, drawFlame, type FlameScene } from '../../../../src/webview/flame/flameDraw';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly color: string;
}

class RecordingContext {
  fillStyle = '';
  strokeStyle = '';
  font = '';
  textBaseline = '';
  textAlign = '';
  lineWidth = 0;
  readonly rectangles: Rectangle[] = [];
  readonly texts: string[] = [];

  fillRect(x: number, y: number, width: number): void {
    this.rectangles.push({ x, y, width, color: this.fillStyle });
  }

  strokeRect(x: number, y: number, width: number): void {
    this.rectangles.push({ x, y, width, color: this.strokeStyle });
  }

  fillText(text: string): void {
    this.texts.push(text);
  }
}

const WIDTH = 1000;

/** A root with `children` equal ones. */
function sceneOf(children: number, change: Partial<FlameScene> = {}): FlameScene {
  const length = children + 1;
  const tree = {
    length,
    parent: new Uint32Array(length),
    frame: Uint32Array.from({ length }, (_, node) => node % 7),
    depth: Uint32Array.from({ length }, (_, node) => Math.min(node, 1)),
  };
  const total = new Float64Array(length).fill(1);
  total[0] = children;
  const layout = flameLayout(tree, total);
  const colors = boxColors('dark', 'time', '#cccccc', '#1f1f1f');
  return {
    ...{ layout, viewport: { from: 0, to: children, top: 0 }, width: WIDTH, height: 100, density: 1, rowHeight: 20, colors },
    ...{ background: '#1f1f1f', foreground: '#cccccc', font: '12px monospace', charWidth: 7, slot: new Uint8Array(length).fill(4) },
    ...{ fill: colors.fill, text: colors.text, faint: colors.faint, matches: null, frameOf: tree.frame },
    ...{ labels: ['root', 'one', 'two', 'three', 'four', 'five', 'a_rather_long_name'], share: () => '' },
    ...change,
  };
}

function draw(scene: FlameScene): RecordingContext {
  const context = new RecordingContext();
  drawFlame(context as unknown as CanvasRenderingContext2D, scene);
  return context;
}

describe('drawFlame', () => {
  it('draws every box that is wide enough, side by side', () => {
    const { rectangles } = draw(sceneOf(10));
    const row = rectangles.filter(({ y, width }) => y === 20 && width < WIDTH);
    assert.equal(row.length, 10);
    assert.deepEqual(row.map(({ x }) => x), Array.from({ length: 10 }, (_, index) => index * 100));
  });

  it('draws a million boxes with no more rectangles than pixels, and leaves no hole', () => {
    const row = draw(sceneOf(1_000_000)).rectangles.filter(({ y }) => y === 20);
    assert.ok(row.length <= WIDTH, String(row.length));
    const covered = new Uint8Array(WIDTH);
    for (const { x, width } of row) covered.fill(1, x, x + width);
    assert.equal(covered.indexOf(0), -1);
  });

  it('draws a wide box that stands among thin ones', () => {
    const scene = sceneOf(5000);
    // The last box becomes as wide as a tenth of the picture.
    scene.layout.x1[5000] = 5500;
    const { rectangles } = draw({ ...scene, viewport: { from: 0, to: 5500, top: 0 } });
    assert.ok(rectangles.some(({ y, width }) => y === 20 && width >= 85 && width <= 95));
  });

  it('draws only what is visible', () => {
    const scene = sceneOf(10, { viewport: { from: 2, to: 4, top: 0 } });
    const row = draw(scene).rectangles.filter(({ y }) => y === 20);
    assert.equal(row.length, 2);
  });

  it('greys what a search leaves out', () => {
    const scene = sceneOf(10, { matches: Uint8Array.from([0, 1, 0, 0, 0, 0, 0]) });
    const colors = draw(scene).rectangles.filter(({ y }) => y === 20).map(({ color }) => color);
    assert.equal(colors.filter((color) => color !== scene.colors.dimmed).length, 2);
  });

  it('cuts names, and leaves out what has no room', () => {
    const { texts } = draw(sceneOf(10, { charWidth: 10 }));
    assert.ok(texts.includes('a_rathe…'), texts.join());
    assert.deepEqual(draw(sceneOf(100)).texts, ['root']);
  });

  it('draws borders without fill in high contrast', () => {
    const colors = boxColors('highContrastDark', 'time', '#ffffff', '#000000');
    const scene = sceneOf(4, { colors, fill: colors.fill, text: colors.text, faint: colors.faint });
    const row = draw(scene).rectangles.filter(({ y }) => y === 20.5);
    assert.deepEqual(row.map(({ color }) => color), ['#ffffff', '#ffffff', '#ffffff', '#ffffff']);
  });
});

describe('cut', () => {
  it('never squeezes', () => {
    assert.equal(cut('transform', 9), 'transform');
    assert.equal(cut('transform', 6), 'trans…');
    assert.equal(cut('transform', 2), '');
  });
});
