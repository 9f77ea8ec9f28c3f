import type { ColDef } from 'ag-grid-community';

/** The columns of a grid. Every one has a `colId` and a `width`. */
export interface GridColumns<T> {
  columns: ColDef<T>[];
  /** Those that a narrow window leaves out, the first one last. */
  spare: readonly string[];
}
