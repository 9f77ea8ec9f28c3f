import type { ICellRendererParams } from 'ag-grid-community';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { useNow } from '../../state/now.ts';
import { useTickDecimals } from '../../state/use-tick-decimals.ts';
import { cx } from '../../widgets/class-names.ts';
import { averageFormat, formatDecimal } from '../../widgets/format-decimal.ts';
import { formatTime } from '../../widgets/format-time.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Num } from '../../widgets/money.tsx';
import { OrderStatusChip } from '../../widgets/order-status-chip.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { CancelControl } from './cancel-control.tsx';
import { filledPercent } from './fill-share.ts';
import css from './orders-grid.module.css';

type Cell = ICellRendererParams<OrderDocument>;

export function AccountCell({ data }: Cell) {
  if (!data) return null;
  return (
    <span className={css.account}>
      <span className={cx('num', css.name)}>{data.account_name}</span>
      <ModeBadge mode={data.mode} testnet={data.testnet} dense />
    </span>
  );
}

const DAY_MS = 86_400_000;

export function TimeCell({ data }: Cell) {
  const now = useNow(60_000);
  if (!data) return null;
  const old = now - Date.parse(data.created_at) > DAY_MS;
  return (
    <time
      className={cx('num', css.dim)}
      dateTime={data.created_at}
      title={`${new Date(data.created_at).toLocaleString()} local time`}
    >
      {old ? `${data.created_at.slice(5, 10)} ${formatTime(data.created_at, false)}` : formatTime(data.created_at)}
    </time>
  );
}

export function SideCell({ data }: Cell) {
  return data ? <SideTag side={data.side} /> : null;
}

export function FilledCell({ data }: Cell) {
  if (!data) return null;
  const percent = filledPercent(data);
  const unknown = data.status === 'unknown';
  return (
    <span className={css.filled} title={`${formatDecimal(data.filled)} of ${formatDecimal(data.amount)}`}>
      <span className={cx(css.bar, unknown && css.hatched)} aria-hidden>
        {unknown ? null : <i style={{ width: `${percent}%` }} />}
      </span>
      <span className={cx('num', css.percent)}>{unknown ? '?' : `${percent}%`}</span>
    </span>
  );
}

export function AverageCell({ data }: Cell) {
  const tickDecimals = useTickDecimals(data?.exchange, data?.symbol);
  return data ? <Num value={data.average} {...averageFormat(data.average, tickDecimals)} /> : null;
}

export function StatusCell({ data }: Cell) {
  return data ? <OrderStatusChip status={data.status} cancelRequested={data.cancel_requested} bare /> : null;
}

export function CancelCell({ data }: Cell) {
  // Its own key, so that a question asked of one order is never answered for the next one in the row.
  return data ? <CancelControl key={data.id} order={data} /> : null;
}
