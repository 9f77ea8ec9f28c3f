import type { ColDef } from 'ag-grid-community';
import { cmp } from '../../../shared/money/decimal.ts';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { averageFormat, formatDecimal } from '../../widgets/format-decimal.ts';
import { statusWord } from '../../widgets/order-status-chip.tsx';
import { AccountCell, AgeCell, CancelCell, FilledCell, SideCell, StatusCell, TimeCell } from './order-cells.tsx';
import { filledPercent } from './fill-share.ts';
import type { GridColumns } from './grid-columns.ts';
import { SORTS } from './history-sort.ts';
import css from './orders-grid.module.css';
import { tickDecimals } from './tick-decimals.ts';

type Column = ColDef<OrderDocument>;

const byDecimal = (a: string | null, b: string | null): number => {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return cmp(a, b);
};

const figure = (field: 'amount' | 'price' | 'average', headerName: string, width: number, none: string): Column => ({
  colId: field,
  field,
  headerName,
  width,
  type: 'rightAligned',
  cellClass: ['ag-right-aligned-cell', css.figure ?? ''],
  comparator: byDecimal,
  valueFormatter: ({ value }) => (value === undefined ? '' : value === null ? none : formatDecimal(value as string)),
});

// Values are text wherever more than one field is shown, so that a cell is drawn again when any of them changes.
const ACCOUNT: Column = {
  colId: 'account_name',
  field: 'account_name',
  headerName: 'Account',
  pinned: 'left',
  width: 202,
  cellRenderer: AccountCell,
};
const TIME: Column = {
  colId: 'created_at',
  field: 'created_at',
  headerName: 'Time UTC',
  width: 126,
  cellRenderer: TimeCell,
};
const AGE: Column = {
  colId: 'age',
  headerName: 'Age',
  width: 76,
  type: 'rightAligned',
  cellRenderer: AgeCell,
  valueGetter: ({ data }) => data?.created_at ?? '',
  comparator: (a: string, b: string) => (a === b ? 0 : a < b ? 1 : -1),
};
const SYMBOL: Column = { colId: 'symbol', field: 'symbol', headerName: 'Symbol', width: 92 };
const SIDE: Column = { colId: 'side', field: 'side', headerName: 'Side', width: 66, cellRenderer: SideCell };
const TYPE: Column = {
  colId: 'type',
  field: 'type',
  headerName: 'Type',
  width: 64,
  valueFormatter: ({ value }) => (value === undefined ? '' : value === 'limit' ? 'Limit' : 'Market'),
};
const FILLED: Column = {
  colId: 'filled',
  headerName: 'Filled',
  width: 92,
  minWidth: 88,
  maxWidth: 180,
  flex: 1,
  cellRenderer: FilledCell,
  valueGetter: ({ data }) => (data ? `${data.filled} of ${data.amount}, ${data.status}` : ''),
  comparator: (_a, _b, a, b) => (a.data && b.data ? filledPercent(a.data) - filledPercent(b.data) : 0),
};
const STATUS: Column = {
  colId: 'status',
  headerName: 'Status',
  width: 136,
  cellRenderer: StatusCell,
  valueGetter: ({ data }) => (data ? `${statusWord(data.status)}${data.cancel_requested ? ', cancel sent' : ''}` : ''),
  enableCellChangeFlash: true,
};
const STRATEGY: Column = {
  colId: 'strategy_id',
  field: 'strategy_id',
  headerName: 'Strategy',
  width: 126,
  minWidth: 110,
  flex: 1,
  cellClass: css.strategy ?? '',
  valueFormatter: ({ value }) => (value === undefined ? '' : (value ?? 'no strategy')),
};
// Ids begin with their time, so it is the end that tells them apart. The open order shows it in full.
const ID: Column = {
  colId: 'id',
  field: 'id',
  headerName: 'Order id',
  width: 104,
  cellClass: css.id ?? '',
  valueFormatter: ({ value }) => (value ? `…${String(value).slice(-8)}` : ''),
};
const CANCEL: Column = {
  colId: 'cancel',
  headerName: 'Cancel',
  pinned: 'right',
  width: 78,
  sortable: false,
  resizable: false,
  suppressMovable: true,
  cellRenderer: CancelCell,
  valueGetter: ({ data }) => (data ? `${data.status} ${data.cancel_requested}` : ''),
};
const PRICE: Column = {
  ...figure('price', 'Price', 92, 'market'),
  valueFormatter: ({ data, value }) =>
    !data
      ? ''
      : value === null
        ? 'market'
        : formatDecimal(value as string, { decimals: tickDecimals(data.exchange, data.symbol) }),
};
const AMOUNT = figure('amount', 'Size', 84, '');
const AVERAGE: Column = {
  ...figure('average', 'Average', 92, '–'),
  valueFormatter: ({ data, value }) =>
    data ? formatDecimal(value as string | null, averageFormat(value, tickDecimals(data.exchange, data.symbol))) : '',
};

/** What rests, or is not settled. */
export const OPEN_COLUMNS: GridColumns<OrderDocument> = {
  columns: [
    ACCOUNT,
    SYMBOL,
    SIDE,
    TYPE,
    PRICE,
    AMOUNT,
    FILLED,
    STATUS,
    AGE,
    STRATEGY,
    { ...AVERAGE, hide: true },
    { ...TIME, hide: true },
    { ...ID, hide: true },
    CANCEL,
  ],
  spare: ['age', 'strategy_id', 'type'],
};

/** What has ended. Sorted by the engine, so only by what it has in order. */
export const HISTORY_COLUMNS: GridColumns<OrderDocument> = {
  columns: [ACCOUNT, TIME, SYMBOL, SIDE, TYPE, AMOUNT, PRICE, AVERAGE, FILLED, STATUS, STRATEGY, ID].map((column) => ({
    ...column,
    sortable: column.colId !== undefined && column.colId in SORTS,
  })),
  spare: ['average', 'price', 'strategy_id', 'type', 'id'],
};
