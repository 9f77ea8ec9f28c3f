import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnAutoSizeModule,
  ModuleRegistry,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { useMediaQuery } from '@mantine/hooks';
import type {
  BodyScrollEvent,
  CellKeyDownEvent,
  FullWidthCellKeyDownEvent,
  GetRowIdParams,
  RowClickedEvent,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useRef } from 'react';
import type { SignalRowDocument } from '../../../shared/schema/order.ts';
import { gridTheme } from '../../widgets/grid-theme.ts';
import { LOG_COLUMNS, NARROW_COLUMNS } from './log-columns.tsx';
import css from './log-grid.module.css';
import type { SignalRows } from './use-signal-rows.ts';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  ColumnAutoSizeModule,
  CellStyleModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
]);

interface LogGridProps {
  rows: readonly SignalRowDocument[];
  list: SignalRows;
  following: boolean;
  openId: string | null;
  onOpen: (signalId: string) => void;
  /** The operator scrolled down to read: new rows must not push what he reads. */
  onScrolledAway: () => void;
}

const getRowId = ({ data }: GetRowIdParams<SignalRowDocument>): string => data.signal_id;
/** Older rows are fetched when this many are left below. */
const FETCH_AHEAD = 30;
/** As base.css draws it. Left to measure, the grid covers the last column where the browser hides scrollbars. */
const SCROLLBAR_PX = 10;
/** Where the log has little width: in a small window, and beside the preview in a very wide one. */
const NARROW = '(max-width: 1239px), (min-width: 1900px)';

export function LogGrid({ rows, list, following, openId, onOpen, onScrolledAway }: LogGridProps) {
  const grid = useRef<AgGridReact<SignalRowDocument>>(null);
  // Known before the first row is drawn: a column that goes later leaves its scrollbar behind.
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const opened = useRef(openId);
  useEffect(() => {
    opened.current = openId;
    grid.current?.api?.redrawRows();
  }, [openId]);

  useEffect(() => {
    if (following) grid.current?.api?.ensureIndexVisible(0, 'top');
  }, [following]);

  const onBodyScroll = ({ api, top, direction }: BodyScrollEvent<SignalRowDocument>): void => {
    if (direction !== 'vertical') return;
    if (top > 0) onScrolledAway();
    const left = rows.length - 1 - api.getLastDisplayedRowIndex();
    if (left < FETCH_AHEAD && list.hasOlder && !list.loadingOlder) list.loadOlder();
  };
  const open = (row: SignalRowDocument | undefined): void => {
    if (row) onOpen(row.signal_id);
  };
  return (
    <div className={css.grid}>
      <AgGridReact<SignalRowDocument>
        ref={grid}
        theme={gridTheme}
        rowData={rows as SignalRowDocument[]}
        columnDefs={narrow ? NARROW_COLUMNS : LOG_COLUMNS}
        getRowId={getRowId}
        defaultColDef={{ sortable: false, resizable: true, suppressHeaderMenuButton: true }}
        rowClassRules={{ [css.opened ?? '']: ({ data }) => data?.signal_id === opened.current }}
        scrollbarWidth={SCROLLBAR_PX}
        suppressDragLeaveHidesColumns
        suppressMovableColumns
        animateRows={false}
        onBodyScroll={onBodyScroll}
        onRowClicked={({ data }: RowClickedEvent<SignalRowDocument>) => open(data)}
        onCellKeyDown={({
          data,
          event,
        }: CellKeyDownEvent<SignalRowDocument> | FullWidthCellKeyDownEvent<SignalRowDocument>) => {
          if ((event as KeyboardEvent | null)?.key === 'Enter') open(data);
        }}
      />
    </div>
  );
}
