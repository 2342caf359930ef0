/** Paints the shown recording into every visible editor, and keeps it right while files are edited. */
import * as vscode from 'vscode';
import type { LineMap } from '../../core/lineMap';
import { DisposableStore } from '../disposables';
import { costsOfDocument, type DocumentCosts } from '../recordings/documentCosts';
import type { ShownRecording } from '../recordings/shownRecording';
import { onSettingsChanged, readSettings } from '../settings';
import { createDecorationTypes, figureOptions, type DecorationTypes } from './decorationTypes';
import { planLines, type LinePlan } from './linePlan';
import { placeLines, type PlacedLine } from './placement';
import type { SourceTexts } from './sourceTexts';

/** What an editor shows: lines, or why there are none. */
export type Painted =
  | { readonly kind: 'lines'; readonly lines: readonly PlacedLine[] }
  | { readonly kind: 'changed' }
  | { readonly kind: 'nothing' };

const NOTHING: Painted = { kind: 'nothing' };
const CHANGED_FIGURE = 'changed since it was profiled, so its figures are hidden · Profile Again';

export class HeatPainter {
  private readonly store = new DisposableStore();
  private types: DecorationTypes;
  private plans = new WeakMap<vscode.TextDocument, { key: DocumentCosts; plans: LinePlan[] }>();
  private readonly painted = new WeakMap<vscode.TextEditor, Painted>();
  private paintedAt: number | null = null;

  constructor(
    private readonly shown: ShownRecording,
    private readonly sources: SourceTexts,
  ) {
    this.types = createDecorationTypes(readSettings(null)['show.overviewRuler']);
    this.store.add(shown.onChanged(() => this.replan()));
    this.store.add(sources.onFound((document) => this.paintDocument(document)));
    this.store.add(vscode.window.onDidChangeVisibleTextEditors(() => this.paintAll()));
    this.store.add(vscode.window.onDidChangeTextEditorOptions(({ textEditor }) => this.paint(textEditor)));
    this.store.add(vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.paintDocument(document);
    }));
    this.store.add(onSettingsChanged(() => this.restyle()));
    this.paintAll();
  }

  /** What an editor shows. */
  view(editor: vscode.TextEditor): Painted {
    return this.painted.get(editor) ?? NOTHING;
  }

  /** When decorations were last given to an editor: Unix epoch, ms. */
  get lastPaintMs(): number | null {
    return this.paintedAt;
  }

  dispose(): void {
    this.store.dispose();
    this.types.dispose();
  }

  private restyle(): void {
    this.types.dispose();
    this.types = createDecorationTypes(readSettings(null)['show.overviewRuler']);
    this.replan();
  }

  private replan(): void {
    this.plans = new WeakMap();
    this.paintAll();
  }

  private paintAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.paint(editor);
  }

  private paintDocument(document: vscode.TextDocument): void {
    for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) this.paint(editor);
  }

  private paint(editor: vscode.TextEditor): void {
    if (editor.document.languageId !== 'python') return;
    const before = this.view(editor);
    const now = this.viewOf(editor);
    if (before.kind === 'nothing' && now.kind === 'nothing') return;
    this.painted.set(editor, now);
    this.apply(editor, now);
    this.paintedAt = Date.now();
  }

  private viewOf(editor: vscode.TextEditor): Painted {
    const { document } = editor;
    const costs = costsOfDocument(this.shown.shown, document);
    if (costs === null) return NOTHING;
    const map = this.sources.mapOf(document, costs.costs.sha256);
    if (map === null) return this.sources.isNoted(document) ? { kind: 'changed' } : NOTHING;
    return { kind: 'lines', lines: this.place(editor, this.plansOf(document, costs), map) };
  }

  private plansOf(document: vscode.TextDocument, costs: DocumentCosts): LinePlan[] {
    const known = this.plans.get(document);
    if (known?.key.costs === costs.costs && known.key.library === costs.library) return known.plans;
    const settings = readSettings(document.uri);
    const plans = planLines(costs.costs, costs.library, {
      metric: costs.metric,
      threshold: settings.threshold / 100,
      showMemory: settings['show.memory'],
      showReferences: settings['show.references'],
    });
    this.plans.set(document, { key: costs, plans });
    return plans;
  }

  private place({ document, options }: vscode.TextEditor, plans: readonly LinePlan[], map: LineMap): PlacedLine[] {
    const tabSize = typeof options.tabSize === 'number' ? options.tabSize : 4;
    const text = { tabSize, lineText: (line: number) => (line <= document.lineCount ? document.lineAt(line - 1).text : '') };
    return placeLines(plans, map, text).filter(({ line }) => line <= document.lineCount);
  }

  private apply(editor: vscode.TextEditor, view: Painted): void {
    const settings = readSettings(editor.document.uri);
    const lines = view.kind === 'lines' ? view.lines : [];
    for (const channel of ['heat', 'memory'] as const) {
      this.types.heat[channel].forEach((type, index) => {
        const hot = settings['show.heat'] ? lines.filter((line) => line.channel === channel && line.level === index + 1) : [];
        editor.setDecorations(type, hot.map(({ line }) => wholeLine(line)));
      });
      this.types.underline[channel].forEach((type, index) => {
        const shown = settings['show.expressions'] ? lines.filter((line) => line.channel === channel) : [];
        const parts = shown.flatMap(({ expressions }) => expressions).filter(({ strength }) => strength === index + 1);
        editor.setDecorations(type, parts.map((part) => new vscode.Range(part.line - 1, part.column, part.endLine - 1, part.endColumn)));
      });
    }
    const figures = settings['show.figures'] ? this.figures(editor, lines) : [];
    editor.setDecorations(this.types.figure, view.kind === 'changed' ? [changedNote(editor)] : figures);
  }

  private figures({ document }: vscode.TextEditor, lines: readonly PlacedLine[]): vscode.DecorationOptions[] {
    return lines
      .filter(({ figure }) => figure !== '')
      .map(({ line, figure, gap, stale }) => ({
        range: lineEnd(document, line),
        renderOptions: figureOptions(figure, gap, stale),
      }));
  }
}

function wholeLine(line: number): vscode.Range {
  return new vscode.Range(line - 1, 0, line - 1, 0);
}

function lineEnd(document: vscode.TextDocument, line: number): vscode.Range {
  const { end } = document.lineAt(line - 1).range;
  return new vscode.Range(end, end);
}

function changedNote({ document }: vscode.TextEditor): vscode.DecorationOptions {
  return { range: lineEnd(document, 1), renderOptions: figureOptions(CHANGED_FIGURE, 3, true) };
}
