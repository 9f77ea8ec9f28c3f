import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { TradeDocument, TradeOrigin } from '../../../shared/schema/books.ts';
import { cx } from '../../widgets/class-names.ts';
import { UNKNOWN, formatDecimal, moneyFormat } from '../../widgets/format-decimal.ts';
import { Num } from '../../widgets/money.tsx';
import type { GridColumns } from './grid-columns.ts';
import { AccountCell, SideCell, TimeCell } from './order-cells.tsx';
import css from './orders-grid.module.css';
import { tickDecimals } from './tick-decimals.ts';
import { costTone, gainTone } from './trade-tone.ts';

type Column = ColDef<TradeDocument>;
type Cell = ICellRendererParams<TradeDocument>;

const figure = (field: 'price' | 'amount' | 'value' | 'fee', headerName: string, width: number): Column => ({
  colId: field,
  field,
  headerName,
  width,
  type: 'rightAligned',
  cellClass: ['ag-right-aligned-cell', css.figure ?? ''],
  valueFormatter: ({ value }) => (value === undefined ? '' : formatDecimal(value as string | null)),
});

/** To the precision of money; in full it stands in the title. */
function MoneyCell({ value }: ICellRendererParams<TradeDocument, string | null>) {
  return value === undefined ? null : <Num value={value} {...moneyFormat(value)} />;
}

function RealisedCell({ data }: Cell) {
  if (!data) return null;
  return (
    <Num
      value={data.realised}
      signed
      {...moneyFormat(data.realised)}
      className={cx(css.figure, css[gainTone(data.realised)])}
    />
  );
}

function SlippageCell({ data }: Cell) {
  if (!data) return null;
  return (
    <span className={cx('num', css.figure, css[costTone(data.slippage_bps)])}>
      {formatDecimal(data.slippage_bps, { signed: true, maxDecimals: 1 })}
    </span>
  );
}

const ORIGINS: Record<TradeOrigin, { word: string; title: string } | null> = {
  console: null,
  imported: {
    word: 'IMPORTED',
    title: 'Told by the exchange’s history: not placed by this console, or before it watched',
  },
  estimated: {
    word: 'ESTIMATED',
    title: 'Filled by the exchange’s word, at the order’s price: the trade itself is not told',
  },
};

function OriginCell({ data }: Cell) {
  if (!data) return null;
  const mark = ORIGINS[data.origin];
  return mark === null ? (
    <span className={css.dim}>console</span>
  ) : (
    <span className={css.mark} title={mark.title}>
      {mark.word}
    </span>
  );
}

/** Every trade that is known: our fills, and what the exchange's history told. */
export const FILL_COLUMNS: GridColumns<TradeDocument> = {
  columns: [
    { colId: 'at', field: 'at', headerName: 'Time UTC', width: 126, cellRenderer: TimeCell },
    {
      colId: 'account_name',
      field: 'account_name',
      headerName: 'Account',
      width: 202,
      flex: 1,
      minWidth: 202,
      cellRenderer: AccountCell,
    },
    { colId: 'symbol', field: 'symbol', headerName: 'Symbol', width: 92 },
    { colId: 'side', field: 'side', headerName: 'Side', width: 66, cellRenderer: SideCell },
    {
      ...figure('price', 'Price', 92),
      valueFormatter: ({ data, value }) =>
        data ? formatDecimal(value as string, { decimals: tickDecimals(data.exchange, data.symbol) }) : '',
    },
    figure('amount', 'Size', 84),
    { ...figure('value', 'Value', 96), cellRenderer: MoneyCell },
    { ...figure('fee', 'Fee', 84), cellRenderer: MoneyCell },
    {
      colId: 'fee_asset',
      field: 'fee_asset',
      headerName: 'Fee in',
      width: 62,
      cellClass: css.dim ?? '',
      valueFormatter: ({ value }) => (value === undefined ? '' : (value ?? UNKNOWN)),
    },
    {
      colId: 'liquidity',
      field: 'liquidity',
      headerName: 'Liquidity',
      width: 72,
      valueFormatter: ({ value }) => (value === undefined ? '' : (value ?? UNKNOWN)),
    },
    {
      colId: 'slippage_bps',
      headerName: 'Slip bps',
      width: 72,
      type: 'rightAligned',
      cellRenderer: SlippageCell,
      valueGetter: ({ data }) => data?.slippage_bps ?? '',
    },
    {
      colId: 'realised',
      headerName: 'Realised',
      width: 96,
      type: 'rightAligned',
      cellRenderer: RealisedCell,
      valueGetter: ({ data }) => data?.realised ?? '',
    },
    {
      colId: 'strategy_id',
      field: 'strategy_id',
      headerName: 'Strategy',
      width: 126,
      cellClass: css.strategy ?? '',
      valueFormatter: ({ value }) => (value === undefined ? '' : (value ?? 'no strategy')),
    },
    {
      colId: 'origin',
      headerName: 'Origin',
      width: 92,
      cellRenderer: OriginCell,
      valueGetter: ({ data }) => data?.origin ?? '',
    },
    {
      colId: 'order_id',
      field: 'order_id',
      headerName: 'Order',
      width: 100,
      cellClass: css.id ?? '',
      valueFormatter: ({ value }) =>
        value === undefined ? '' : value === null ? UNKNOWN : `…${String(value).slice(-8)}`,
    },
  ],
  spare: ['realised', 'slippage_bps', 'origin', 'liquidity', 'strategy_id', 'order_id'],
};
