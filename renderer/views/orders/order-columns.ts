import type { ColDef } from 'ag-grid-community';
import { cmp } from '../../../shared/money/decimal.ts';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { statusWord } from '../../widgets/order-status-chip.tsx';
import { AccountCell, AverageCell, CancelCell, FilledCell, SideCell, StatusCell, TimeCell } from './order-cells.tsx';
import { filledPercent } from './fill-share.ts';
import css from './orders-grid.module.css';

type Column = ColDef<OrderDocument>;

const byDecimal = (a: string | null, b: string | null): number => {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return cmp(a, b);
};

const figure = (field: 'amount' | 'price' | 'average', headerName: string, width: number, none: string): Column => ({
  field,
  headerName,
  width,
  type: 'rightAligned',
  cellClass: ['ag-right-aligned-cell', css.figure ?? ''],
  comparator: byDecimal,
  valueFormatter: ({ value }) => (value === null ? none : formatDecimal(value as string)),
});

/** Values are text wherever more than one field is shown, so that a cell is drawn again when any of them changes. */
export const ORDER_COLUMNS: Column[] = [
  { field: 'account_name', headerName: 'Account', pinned: 'left', width: 202, cellRenderer: AccountCell },
  { field: 'created_at', headerName: 'Time UTC', width: 102, cellRenderer: TimeCell },
  { field: 'symbol', headerName: 'Symbol', width: 86 },
  { field: 'side', headerName: 'Side', width: 62, cellRenderer: SideCell },
  {
    colId: 'status',
    headerName: 'Status',
    width: 136,
    cellRenderer: StatusCell,
    valueGetter: ({ data }) =>
      data ? `${statusWord(data.status)}${data.cancel_requested ? ', cancel sent' : ''}` : '',
    enableCellChangeFlash: true,
  },
  {
    colId: 'filled',
    headerName: 'Filled',
    width: 88,
    minWidth: 88,
    flex: 1,
    cellRenderer: FilledCell,
    valueGetter: ({ data }) => (data ? `${data.filled} of ${data.amount}, ${data.status}` : ''),
    comparator: (_a, _b, a, b) => (a.data && b.data ? filledPercent(a.data) - filledPercent(b.data) : 0),
  },
  figure('amount', 'Amount', 80, ''),
  figure('price', 'Price', 88, 'market'),
  {
    ...figure('average', 'Average', 90, '–'),
    cellRenderer: AverageCell,
  },
  {
    field: 'type',
    headerName: 'Type',
    width: 64,
    valueFormatter: ({ value }) => (value === 'limit' ? 'Limit' : 'Market'),
  },
  {
    field: 'strategy_id',
    headerName: 'Strategy',
    width: 126,
    cellClass: css.strategy ?? '',
    valueFormatter: ({ value }) => value ?? 'no strategy',
  },
  // Ids begin with their time, so it is the end that tells them apart. The open order shows it in full.
  {
    field: 'id',
    headerName: 'Order id',
    width: 108,
    cellClass: css.id ?? '',
    valueFormatter: ({ value }) => `…${String(value).slice(-8)}`,
  },
  {
    colId: 'cancel',
    headerName: 'Cancel',
    pinned: 'right',
    width: 78,
    sortable: false,
    resizable: false,
    cellRenderer: CancelCell,
    valueGetter: ({ data }) => (data ? `${data.status} ${data.cancel_requested}` : ''),
  },
];

/** The columns as `column-room.ts` counts them. */
export const COLUMN_WIDTHS = ORDER_COLUMNS.map(({ colId, field, width = 0 }) => ({ id: colId ?? field ?? '', width }));
