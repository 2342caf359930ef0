/** Keys of a table: what is pressed leads to a row, or does something with the current one. No DOM. */

export type TableAction =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'open'; readonly beside: boolean }
  | { readonly kind: 'expand' }
  | { readonly kind: 'collapse' };

/** @param page rows per page @returns null: not a key of tables */
export function tableKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>, current: number, rows: number, page: number): TableAction | null {
  const go = (index: number): TableAction => ({ kind: 'go', index: Math.min(Math.max(index, 0), Math.max(0, rows - 1)) });
  switch (event.key) {
    case 'ArrowDown':
      return go(current + 1);
    case 'ArrowUp':
      return go(current - 1);
    case 'PageDown':
      return go(current + page);
    case 'PageUp':
      return go(current - page);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows - 1);
    case 'Enter':
      return { kind: 'open', beside: event.ctrlKey || event.metaKey };
    case 'ArrowRight':
      return { kind: 'expand' };
    case 'ArrowLeft':
      return { kind: 'collapse' };
    default:
      return null;
  }
}
