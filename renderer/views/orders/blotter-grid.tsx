import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  HighlightChangesModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
} from 'ag-grid-community';
import type {
  CellKeyDownEvent,
  ColDef,
  ColumnEvent,
  GridApi,
  IDatasource,
  RowClassRules,
  RowClickedEvent,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useRef, useState } from 'react';
import { gridTheme } from '../../widgets/grid-theme.ts';
import type { GridId } from './blotter-layout.ts';
import { keepColumns, keepSort, useBlotter } from './blotter-store.ts';
import { columnsOf, sortOf } from './column-state.ts';
import { columnRoom } from './column-room.ts';
import type { GridColumns } from './grid-columns.ts';
import css from './orders-grid.module.css';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  HighlightChangesModule,
  InfiniteRowModelModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
]);

const DEFAULTS: ColDef = { sortable: true, resizable: true, suppressHeaderMenuButton: true };
const SELECTION = { mode: 'singleRow', checkboxes: false, enableClickSelection: false } as const;
/** Rows of one question to the engine, and how many such blocks are held. */
export const BLOCK_ROWS = 100;
const MAX_BLOCKS = 12;
/** Blocks that are only passed by are not read. */
const LOAD_PAUSE_MS = 5;
/** As base.css draws it. */
const SCROLLBAR_PX = 10;
/** Rows that are drawn beyond the edges. */
const ROW_BUFFER = 1;

export interface BlotterGridProps<T> {
  id: GridId;
  label: string;
  columns: GridColumns<T>;
  rowId: (row: T) => string;
  /** All rows, or where they are read from as they come into sight. */
  rows?: T[];
  source?: IDatasource;
  /** The rows that belong to the open order. */
  selected: (row: T) => boolean;
  rowClasses?: RowClassRules<T>;
  /** Columns that are not for now, whatever the layout. */
  without?: readonly string[];
  onOpen: (row: T, by: 'mouse' | 'key') => void;
  onReady: (api: GridApi<T>) => void;
  /** The first row came into sight, or left it. */
  onTop?: (atTop: boolean) => void;
}

const NONE: readonly string[] = [];

/** One of the blotter's lists; a click or Enter opens a row. */
export function BlotterGrid<T>(props: BlotterGridProps<T>) {
  const { id, columns, rows, source, selected, rowClasses, without = NONE, onOpen, onReady, onTop } = props;
  const [grid, setGrid] = useState<GridApi<T> | null>(null);
  const [width, setWidth] = useState(0);
  const applied = useBlotter((state) => state.applied);
  const lastApplied = useRef<number | null>(null);
  const automatic = useBlotter((state) => state.columns[id] === null);

  useEffect(() => {
    if (grid) mark(grid, selected);
  }, [grid, selected, rows]);

  useEffect(() => {
    if (!grid) return;
    const { columns: layouts, sort } = useBlotter.getState();
    const state = layouts[id];
    // A grid that is new is as it comes already.
    const fresh = lastApplied.current === null;
    lastApplied.current = applied;
    if (state !== null) grid.applyColumnState({ state, applyOrder: true });
    else if (!fresh) grid.resetColumnState();
    const sorted = sort[id];
    if (sorted !== null) grid.applyColumnState({ state: [sorted], defaultState: { sort: null } });
    else if (!fresh) grid.applyColumnState({ state: [], defaultState: { sort: null } });
  }, [grid, id, applied]);

  useEffect(() => {
    if (!grid || width === 0) return;
    const wanted = new Map<string, boolean>();
    if (automatic) {
      const present = columns.columns.flatMap(({ colId = '', width: px = 0, hide }) =>
        hide || without.includes(colId) ? [] : [{ id: colId, width: px }],
      );
      const { shown, hidden } = columnRoom(present, columns.spare, width - SCROLLBAR_PX);
      for (const colId of hidden) wanted.set(colId, false);
      for (const colId of shown) wanted.set(colId, true);
    }
    for (const { colId = '', suppressMovable } of columns.columns) if (suppressMovable) wanted.set(colId, true);
    for (const colId of without) wanted.set(colId, false);
    // Each call draws all rows anew, so it is made only where it changes something.
    for (const visible of [false, true]) {
      const changed = [...wanted].filter(([colId, is]) => is === visible && grid.getColumn(colId)?.isVisible() !== is);
      if (changed.length > 0)
        grid.setColumnsVisible(
          changed.map(([colId]) => colId),
          visible,
        );
    }
  }, [grid, columns, width, without, automatic, applied]);

  const keep = ({ api, source: cause, ...event }: ColumnEvent<'columnMoved' | 'columnResized' | 'columnPinned', T>) => {
    const ended = !('finished' in event) || event.finished === true;
    if (ended && cause.startsWith('ui')) keepColumns(id, columnsOf(api.getColumnState(), columns));
  };
  const openRow = ({ event, data }: RowClickedEvent<T> | CellKeyDownEvent<T>): void => {
    // A button in a row acts for itself. The grid listens below React, so the button cannot keep the event from it.
    if (event?.target instanceof Element && event.target.closest('button')) return;
    if (data) onOpen(data, event instanceof KeyboardEvent ? 'key' : 'mouse');
  };
  return (
    <div className={css.grid} role="group" aria-label={props.label}>
      <AgGridReact<T>
        theme={gridTheme}
        {...(source
          ? { rowModelType: 'infinite', datasource: source, cacheBlockSize: BLOCK_ROWS, maxBlocksInCache: MAX_BLOCKS }
          : { rowData: rows ?? [] })}
        blockLoadDebounceMillis={LOAD_PAUSE_MS}
        rowBuffer={ROW_BUFFER}
        scrollbarWidth={SCROLLBAR_PX}
        columnDefs={columns.columns}
        defaultColDef={DEFAULTS}
        maintainColumnOrder
        getRowId={({ data }) => props.rowId(data)}
        {...(rowClasses ? { rowClassRules: rowClasses } : {})}
        rowSelection={SELECTION}
        cellFlashDuration={0}
        cellFadeDuration={600}
        animateRows={false}
        ensureDomOrder
        suppressNoRowsOverlay
        suppressScrollOnNewData
        suppressDragLeaveHidesColumns
        onGridReady={({ api }) => {
          setGrid(api);
          onReady(api);
        }}
        onGridSizeChanged={({ clientWidth }) => setWidth(clientWidth)}
        onModelUpdated={({ api }) => {
          if (source) mark(api, selected);
        }}
        onColumnMoved={keep}
        onColumnResized={keep}
        onColumnPinned={keep}
        onSortChanged={({ api, source: cause }) => {
          if (cause.startsWith('ui')) keepSort(id, sortOf(api.getColumnState()));
        }}
        onRowClicked={openRow}
        onCellKeyDown={(event) => {
          if ('data' in event && (event.event as KeyboardEvent | null)?.key === 'Enter')
            openRow(event as CellKeyDownEvent<T>);
        }}
        onBodyScroll={({ top, direction }) => {
          if (direction === 'vertical') onTop?.(top <= 0);
        }}
      />
    </div>
  );
}

/** Rows that are not read yet cannot be marked. */
function mark<T>(grid: GridApi<T>, selected: (row: T) => boolean): void {
  grid.forEachNode((node) => {
    if (node.data === undefined) return;
    const wanted = selected(node.data);
    if (wanted !== node.isSelected()) node.setSelected(wanted, false, 'api');
  });
}
