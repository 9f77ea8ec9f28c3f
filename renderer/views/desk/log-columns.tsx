import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { SignalRowDocument } from '../../../shared/schema/order.ts';
import { cx } from '../../widgets/class-names.ts';
import { formatTime } from '../../widgets/format-time.ts';
import { shortId } from '../../widgets/short-id.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { SourceChip } from '../../widgets/source-chip.tsx';
import css from './log-columns.module.css';
import { OutcomeCell } from './outcome-cell.tsx';
import { outcomeOf } from './outcome.ts';

type Cell = ICellRendererParams<SignalRowDocument>;

/** A cell drawn from its row; the column keeps a text value beside it. */
const drawn =
  (draw: (row: SignalRowDocument) => React.ReactNode) =>
  ({ data }: Cell): React.ReactNode =>
    data ? draw(data) : null;

export const LOG_COLUMNS: ColDef<SignalRowDocument>[] = [
  {
    headerName: 'Time UTC',
    colId: 'time',
    width: 96,
    valueGetter: ({ data }) => formatTime(data?.received_at),
    cellRenderer: drawn((row) => <span className={cx('num', css.time)}>{formatTime(row.received_at)}</span>),
  },
  {
    headerName: 'Signal',
    colId: 'signal',
    width: 84,
    valueGetter: ({ data }) => data?.signal_id,
    cellRenderer: drawn((row) => (
      <span className={cx('num', css.id)} title={row.signal_id}>
        {shortId(row.signal_id)}
      </span>
    )),
  },
  {
    headerName: 'Strategy',
    colId: 'strategy',
    flex: 1.4,
    minWidth: 104,
    maxWidth: 160,
    valueGetter: ({ data }) => data?.strategy_id ?? '',
    cellRenderer: drawn((row) =>
      row.strategy_id === null ? (
        <span className={css.dim}>no strategy</span>
      ) : (
        <span className={cx('num', css.strategy)} title={row.strategy_id}>
          {row.strategy_id}
        </span>
      ),
    ),
  },
  {
    headerName: 'Symbol',
    colId: 'symbol',
    width: 80,
    valueGetter: ({ data }) => data?.symbol,
    cellClass: css.symbol ?? '',
  },
  {
    headerName: 'Side',
    colId: 'side',
    width: 58,
    valueGetter: ({ data }) => (data?.side === 'long' ? 'buy' : 'sell'),
    cellRenderer: drawn((row) => <SideTag side={row.side} />),
  },
  {
    headerName: 'Source',
    colId: 'source',
    width: 88,
    valueGetter: ({ data }) => data?.source,
    cellRenderer: drawn((row) => <SourceChip source={row.source} />),
  },
  { headerName: 'Exchange', colId: 'exchange', width: 76, valueGetter: ({ data }) => data?.exchange ?? '' },
  {
    headerName: 'Account',
    colId: 'account',
    flex: 1.8,
    minWidth: 196,
    maxWidth: 216,
    valueGetter: ({ data }) => data?.account_name ?? '',
    cellRenderer: drawn((row) =>
      row.account_name === null ? (
        <span className={css.dim}>none</span>
      ) : row.error?.code === 'ACCOUNT_NOT_FOUND' ? (
        <s className={cx('num', css.nobody)} title="No account of this name is registered">
          {row.account_name}
        </s>
      ) : (
        <span className={css.account}>
          <span className={cx('num', css.name)}>{row.account_name}</span>
          {/* A signal that was refused on its way has no mode. */}
          {row.mode === null ? null : <ModeBadge mode={row.mode} testnet={row.testnet} dense />}
        </span>
      ),
    ),
  },
  {
    headerName: 'Outcome',
    colId: 'outcome',
    flex: 3,
    minWidth: 150,
    valueGetter: ({ data }) => (data ? outcomeOf(data).text : ''),
    cellRenderer: drawn((row) => <OutcomeCell row={row} />),
  },
  {
    headerName: 'Total ms',
    colId: 'total',
    width: 70,
    headerClass: css.rightHead ?? '',
    cellClass: css.right ?? '',
    valueGetter: ({ data }) => totalMs(data),
    cellRenderer: drawn((row) => <span className={cx('num', css.total)}>{totalMs(row)}</span>),
  },
];

const SPARE = ['signal', 'exchange'];

/** A narrow log leaves out what the opened row tells, for the sake of the outcome. */
export const NARROW_COLUMNS = LOG_COLUMNS.map((column) => ({ ...column, hide: SPARE.includes(column.colId ?? '') }));

function totalMs(row: SignalRowDocument | undefined): string {
  if (!row) return '';
  return row.total_ms === null ? 'pending' : String(Math.round(row.total_ms)).replace(/\B(?=(\d{3})+$)/g, ',');
}
