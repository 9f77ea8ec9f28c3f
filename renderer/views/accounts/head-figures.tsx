import type { ReactNode } from 'react';
import { isZero } from '../../../shared/money/decimal.ts';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { Span } from '../../../shared/schema/equity.ts';
import { cx } from '../../widgets/class-names.ts';
import { Delta } from '../../widgets/delta.tsx';
import { UNKNOWN, formatDecimal, moneyFormat } from '../../widgets/format-decimal.ts';
import { Money, Num } from '../../widgets/money.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import css from './account-detail.module.css';
import { useCurve } from './equity/equity-panel.tsx';
import { SPAN_LABELS, returnOf, shortDay } from './equity/equity-model.ts';
import { feeTotals, percentOf } from './fee-model.ts';
import { FEE_DAYS, useAccountWorth, useFeeDays, usePnl } from './use-books.ts';

/** What the account is worth, what it made, and what that cost. */
export function HeadFigures({ status, span }: { status: AccountStatusDocument; span: Span }) {
  const { name } = status.account;
  const { summary, loading } = useAccountWorth(name);
  const pnl = usePnl(name).data ?? null;
  const days = useFeeDays(name).data;
  const curve = useCurve(name, span).data;
  const currency = summary?.currency ?? status.headline?.asset ?? null;
  const day = summary?.periods.find(({ period }) => period === 'day');
  const free = status.balances?.find(({ asset }) => asset === currency)?.free ?? null;
  const open = pnl?.symbols.filter((book) => !isZero(book.quantity)).length ?? 0;
  const fees = days ? feeTotals(days) : null;
  const [began] = curve?.points ?? [];
  const ended = curve?.points.at(-1);
  const gained = curve ? returnOf(curve) : null;
  if (loading) return <Bones />;
  return (
    <dl className={cx(css.figures, summary?.stale && css.staleWorth)}>
      <Figure label="Equity">
        <Money className={css.big} value={summary?.equity} unit={currency} {...moneyFormat(summary?.equity)} />
        {summary?.stale ? <StaleMark since={summary.measured_at} /> : null}
        {summary?.error ? (
          <span className={css.unmeasured} title={`${summary.error.message} (${summary.error.code})`}>
            {summary.equity === null ? 'not measured' : 'last try failed'}
          </span>
        ) : null}
      </Figure>
      <Figure label="Day P&L">
        <Delta className={css.mid} value={day?.profit} />
        {day?.percent ? <Delta className={css.aside} value={day.percent} unit="%" /> : null}
      </Figure>
      <Figure label="Unrealised">
        <Delta className={css.mid} value={pnl?.sums.unrealised.value} />
        {pnl ? (
          <span className={css.dim}>
            in {open} {open === 1 ? 'position' : 'positions'}
          </span>
        ) : null}
      </Figure>
      <Figure label="Free">
        <Num className={css.mid} value={free} {...moneyFormat(free)} />
        <span className={css.dim}>{free && summary?.equity ? share(percentOf(free, summary.equity)) : null}</span>
      </Figure>
      <Figure label={`Return, ${SPAN_LABELS[span]}`}>
        <Delta className={css.mid} value={gained?.percent} unit="%" />
        {gained && began && ended ? <span className={css.dim}>since {shortDay(began.at_ms, ended.at_ms)}</span> : null}
      </Figure>
      <Figure label={`Fees, ${FEE_DAYS} d`}>
        <Num className={css.mid} value={fees?.total} {...moneyFormat(fees?.total)} />
        <span className={css.dim}>{fees?.makerPercent ? `${wholeShare(fees.makerPercent)} maker` : null}</span>
      </Figure>
      <Figure label={`Traded, ${FEE_DAYS} d`}>
        <Num className={css.mid} value={fees?.turnover} {...moneyFormat(fees?.turnover)} />
      </Figure>
    </dl>
  );
}

const share = (percent: string | null): string =>
  percent === null ? UNKNOWN : `${formatDecimal(percent, { maxDecimals: 1 })}%`;

const wholeShare = (percent: string): string => `${formatDecimal(percent, { maxDecimals: 0 })}%`;

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={css.figure}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Bones() {
  return (
    <div className={css.figures} aria-busy="true" aria-label="Loading the figures">
      {[0, 1, 2, 3, 4, 5, 6].map((index) => (
        <div key={index} className={css.figure}>
          <Skeleton width={64} height={9} />
          <div style={{ height: 9 }} />
          <Skeleton width={104} height={18} />
        </div>
      ))}
    </div>
  );
}
