import type { ColumnState } from 'ag-grid-community';
import type { ColumnLayout, SortLayout } from './blotter-layout.ts';
import type { GridColumns } from './grid-columns.ts';

/** The columns as a layout keeps them: without those that act on a row, which have their place. */
export function columnsOf<T>(state: readonly ColumnState[], { columns }: GridColumns<T>): ColumnLayout[] {
  const fixed = new Set(columns.flatMap(({ colId, suppressMovable }) => (suppressMovable ? [colId] : [])));
  return state.flatMap(({ colId, width, hide, pinned }) => {
    if (fixed.has(colId)) return [];
    const side = pinned === true || pinned === 'left' ? 'left' : pinned === 'right' ? 'right' : null;
    return [{ colId, width: Math.round(width ?? 100), hide: hide ?? false, pinned: side }];
  });
}

export function sortOf(state: readonly ColumnState[]): SortLayout {
  const sorted = state.find(({ sort }) => sort === 'asc' || sort === 'desc');
  return sorted?.sort ? { colId: sorted.colId, sort: sorted.sort } : null;
}

/** The columns with one of them in another place. */
export function moved(columns: readonly ColumnLayout[], from: number, to: number): ColumnLayout[] {
  const column = columns[from];
  return column ? columns.toSpliced(from, 1).toSpliced(to, 0, column) : [...columns];
}
