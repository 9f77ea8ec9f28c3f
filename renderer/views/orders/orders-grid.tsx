import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  HighlightChangesModule,
  ModuleRegistry,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
} from 'ag-grid-community';
import type {
  CellKeyDownEvent,
  ColDef,
  GetRowIdParams,
  GridApi,
  RowClickedEvent,
  RowClassRules,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useState } from 'react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { gridTheme } from '../../widgets/grid-theme.ts';
import { columnRoom } from './column-room.ts';
import { COLUMN_WIDTHS, ORDER_COLUMNS } from './order-columns.ts';
import css from './orders-grid.module.css';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  HighlightChangesModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
]);

const DEFAULTS: ColDef<OrderDocument> = {
  sortable: true,
  resizable: true,
  suppressHeaderMenuButton: true,
  suppressMovable: true,
};
const ROW_CLASSES: RowClassRules<OrderDocument> = {
  [css.unknown ?? 'unknown']: ({ data }) => data?.status === 'unknown',
};
const SELECTION = { mode: 'singleRow', checkboxes: false, enableClickSelection: false } as const;
const rowId = ({ data }: GetRowIdParams<OrderDocument>): string => data.id;

export interface OrdersGridProps {
  rows: OrderDocument[];
  selected: string | null;
  onOpen: (id: string, by: 'mouse' | 'key') => void;
  /** The view of the list came near its end. */
  onEnd: () => void;
}

/** The orders as rows; a click or Enter opens one. */
export function OrdersGrid({ rows, selected, onOpen, onEnd }: OrdersGridProps) {
  const [grid, setGrid] = useState<GridApi<OrderDocument> | null>(null);
  useEffect(() => {
    grid?.forEachNode((node) => node.setSelected(node.id === selected, false, 'api'));
  }, [grid, selected, rows]);
  const [width, setWidth] = useState(0);
  const cancels = selected === null;
  useEffect(() => {
    if (width === 0) return;
    const present = COLUMN_WIDTHS.filter(({ id }) => cancels || id !== 'cancel');
    const { shown, hidden } = columnRoom(present, width);
    grid?.setColumnsVisible(hidden, false);
    grid?.setColumnsVisible(shown, true);
    // The open order brings its own cancel.
    grid?.setColumnsVisible(['cancel'], cancels);
  }, [grid, width, cancels]);

  const openRow = ({ event, data }: RowClickedEvent<OrderDocument> | CellKeyDownEvent<OrderDocument>): void => {
    // A button in a row acts for itself. The grid listens below React, so the button cannot keep the event from it.
    if (event?.target instanceof Element && event.target.closest('button')) return;
    if (data) onOpen(data.id, event instanceof KeyboardEvent ? 'key' : 'mouse');
  };
  return (
    <div className={css.grid}>
      <AgGridReact<OrderDocument>
        theme={gridTheme}
        rowData={rows}
        columnDefs={ORDER_COLUMNS}
        defaultColDef={DEFAULTS}
        getRowId={rowId}
        rowClassRules={ROW_CLASSES}
        rowSelection={SELECTION}
        cellFlashDuration={0}
        cellFadeDuration={600}
        animateRows={false}
        ensureDomOrder
        suppressNoRowsOverlay
        suppressScrollOnNewData
        onGridReady={({ api }) => setGrid(api)}
        onGridSizeChanged={({ clientWidth }) => setWidth(clientWidth)}
        onRowClicked={openRow}
        onCellKeyDown={(event) => {
          if ('data' in event && (event.event as KeyboardEvent | null)?.key === 'Enter')
            openRow(event as CellKeyDownEvent<OrderDocument>);
        }}
        onBodyScrollEnd={({ api }) => {
          if (api.getLastDisplayedRowIndex() >= api.getDisplayedRowCount() - 10) onEnd();
        }}
      />
    </div>
  );
}
