import type { GridApi } from 'ag-grid-community';
import { useShortcut } from '../../state/shortcuts.ts';

/** J and K step through the rows of a list, as the arrows do once the focus is in it; Enter opens one. */
export function useRowKeys(gridOf: () => GridApi | undefined): void {
  const step = (by: 1 | -1): void => {
    const grid = gridOf();
    if (!grid || grid.isDestroyed()) return;
    // Not what its type says: nothing, while no cell has the focus.
    const focused = grid.getFocusedCell() ?? null;
    const column = focused?.column ?? grid.getAllDisplayedColumns()[0];
    const row = Math.max(0, focused === null ? 0 : focused.rowIndex + by);
    if (!column || row >= grid.getDisplayedRowCount()) return;
    grid.ensureIndexVisible(row);
    grid.setFocusedCell(row, column);
  };
  useShortcut('j', () => step(1));
  useShortcut('k', () => step(-1));
}
