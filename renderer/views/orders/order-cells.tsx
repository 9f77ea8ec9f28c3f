import type { ICellRendererParams } from 'ag-grid-community';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { cx } from '../../widgets/class-names.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { formatTime } from '../../widgets/format-time.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { OrderStatusChip } from '../../widgets/order-status-chip.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Age } from '../../widgets/time.tsx';
import { CancelControl } from './cancel-control.tsx';
import { filledPercent } from './fill-share.ts';
import css from './orders-grid.module.css';

type Cell = ICellRendererParams<OrderDocument>;
type AccountRow = Pick<OrderDocument, 'account_name' | 'mode' | 'testnet'>;

export function AccountCell({ data }: ICellRendererParams<AccountRow>) {
  if (!data) return null;
  return (
    <span className={css.account}>
      <span className={cx('num', css.name)}>{data.account_name}</span>
      <ModeBadge mode={data.mode} testnet={data.testnet} dense />
    </span>
  );
}

const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

const dayAndTime = (at: string): string =>
  at.slice(0, 10) === new Date().toISOString().slice(0, 10)
    ? formatTime(at)
    : `${at.slice(2, 10)} ${formatTime(at, false)}`;

/** A moment of a list that may go back for years: with its day, unless it is today. */
export function TimeCell({ value }: ICellRendererParams<unknown, string>) {
  if (!value) return null;
  return (
    <time
      className={cx('num', css.dim)}
      dateTime={value}
      title={`${value.slice(0, 10)} ${formatTime(value)} UTC, ${LOCAL.format(new Date(value))} local time`}
    >
      {dayAndTime(value)}
    </time>
  );
}

export function AgeCell({ data }: Cell) {
  return data ? <Age at={data.created_at} className={css.dim} /> : null;
}

export function SideCell({ data }: ICellRendererParams<Pick<OrderDocument, 'side'>>) {
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

export function StatusCell({ data }: Cell) {
  return data ? <OrderStatusChip status={data.status} cancelRequested={data.cancel_requested} bare /> : null;
}

export function CancelCell({ data }: Cell) {
  // Its own key, so that a question asked of one order is never answered for the next one in the row.
  return data ? <CancelControl key={data.id} order={data} /> : null;
}
