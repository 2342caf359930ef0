/** Decodes what the panel says before anyone trusts it. */
import { METRICS } from '../../core/metric';
import type { MetricId } from '../../core/recording';
import type { Selection, TimeRange } from '../../core/selection';
import type { PanelToHost, SourcePlace } from '../../protocol/webview';

type PanelCommand = Extract<PanelToHost, { type: 'command' }>['command'];
const COMMANDS: readonly string[] = ['profileAgain', 'openRecording', 'showLog', 'exportRecording'] satisfies readonly PanelCommand[];

/** What the host acts on; null: not a message that it knows. `ready` keeps no state here: the panel has its own. */
export function decodePanelMessage(value: unknown): Exclude<PanelToHost, { type: 'ready' }> | { readonly type: 'ready' } | null {
  const fields = record(value);
  switch (fields['type']) {
    case 'ready':
      return { type: 'ready' };
    case 'selection/changed': {
      const selection = decodeSelection(fields['selection']);
      return selection === null ? null : { type: 'selection/changed', selection };
    }
    case 'place/open': {
      const place = decodePlace(fields['place']);
      return place === null ? null : { type: 'place/open', place, beside: fields['beside'] === true };
    }
    case 'text/copy':
      return typeof fields['text'] === 'string' ? { type: 'text/copy', text: fields['text'] } : null;
    case 'command': {
      const { command } = fields;
      return typeof command === 'string' && COMMANDS.includes(command) ? { type: 'command', command: command as PanelCommand } : null;
    }
    case 'painted':
      return { type: 'painted', runId: String(fields['runId']), nodes: Number(fields['nodes']) };
    case 'failure':
      return { type: 'failure', message: String(fields['message']), stack: typeof fields['stack'] === 'string' ? fields['stack'] : null };
    default:
      return null;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function decodeSelection(value: unknown): Selection | null {
  const { metric, range } = record(value);
  if (typeof metric !== 'string' || !(metric in METRICS)) return null;
  return { metric: metric as MetricId, range: range === null ? null : decodeRange(range) };
}

function decodeRange(value: unknown): TimeRange | null {
  const { from, to } = record(value);
  return typeof from === 'number' && typeof to === 'number' && from <= to ? { from, to } : null;
}

function decodePlace(value: unknown): SourcePlace | null {
  const { path, line } = record(value);
  return typeof path === 'string' && typeof line === 'number' && line >= 1 ? { path, line } : null;
}
