import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { gt, isZero } from '../../../shared/money/decimal.ts';
import type { FeeDayDocument } from '../../../shared/schema/equity.ts';
import { api } from '../../state/api.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { UNKNOWN, formatDecimal, moneyFormat } from '../../widgets/format-decimal.ts';
import { Num } from '../../widgets/money.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { feeBars, feeTotals, shareOfGross } from './fee-model.ts';
import css from './fees-panel.module.css';
import detail from './account-detail.module.css';
import { FEE_DAYS, useAccountWorth, useFeeDays } from './use-books.ts';

/** Beyond it, a share says no more than that gains were next to nothing. */
const MOST_PERCENT = '999';

/** What trading cost, day by day. */
export function FeesPanel({ name }: { name: string }) {
  const { data, error, refetch } = useFeeDays(name);
  const currency = useAccountWorth(name).summary?.currency ?? '';
  return (
    <Panel
      title="Fees"
      note={`${FEE_DAYS} days, ${currency || 'the account’s currency'} per UTC day`}
      actions={
        <span className={css.legend} aria-hidden>
          <i className={css.maker} /> maker <i className={css.taker} /> taker
        </span>
      }
      className={detail.fixed}
    >
      {data ? (
        data.every((day) => isZero(day.maker) && isZero(day.taker) && isZero(day.other) && day.missing.length === 0) ? (
          <EmptyState title="No fee in 30 days">Fees stand here from the first fill on, day by day.</EmptyState>
        ) : (
          <Fees name={name} days={data} currency={currency} />
        )
      ) : error ? (
        <ErrorState
          title="Fees could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : (
        <div className={css.bones} aria-busy="true" aria-label="Loading fees">
          <Skeleton width="100%" height={84} />
        </div>
      )}
    </Panel>
  );
}

function Fees({ name, days, currency }: { name: string; days: FeeDayDocument[]; currency: string }) {
  const totals = feeTotals(days);
  const since = days[0] ? `${days[0].day}T00:00:00.000Z` : null;
  const performance = useQuery(api.equity.performance.queryOptions({ by: 'account', account_name: name, since }));
  const gross = shareOfGross(totals.total, performance.data?.[0]?.realised);
  const [over, setOver] = useState<string | null>(null);
  const bars = feeBars(days, currency);
  return (
    <div className={css.fees}>
      <div className={css.plot}>
        <ol className={css.bars} aria-label="Fees by day">
          {bars.map((bar) => (
            <li key={bar.day} onPointerEnter={() => setOver(bar.words)} onPointerLeave={() => setOver(null)}>
              <span className="sr-only">{bar.words}</span>
              <i aria-hidden className={css.other} style={{ height: `${bar.other}%` }} />
              <i aria-hidden className={css.taker} style={{ height: `${bar.taker}%` }} />
              <i aria-hidden className={css.maker} style={{ height: `${bar.maker}%` }} />
            </li>
          ))}
        </ol>
        <p className={css.axis}>
          <span className="num">{bars[0]?.day.slice(5)}</span>
          <span className={css.over}>{over}</span>
          <span className="num">{bars.at(-1)?.day.slice(5)}</span>
        </p>
      </div>
      <dl className={css.totals}>
        <Total label="Total" value={<Num value={totals.total} {...moneyFormat(totals.total)} />} />
        <Total label="Effective" value={<Percent value={totals.effectivePercent} places={3} />} />
        <Total label="Maker" value={<Percent value={totals.makerPercent} places={0} />} />
        <Total
          label="Share of gross P&L"
          value={
            gross && gt(gross, MOST_PERCENT) ? (
              <span className="num">{`>${MOST_PERCENT}%`}</span>
            ) : (
              <Percent value={gross} places={1} />
            )
          }
        />
      </dl>
      {totals.missing.length > 0 ? (
        <p className={css.missing}>Without fees in {totals.missing.join(', ')}: their worth is not known.</p>
      ) : null}
    </div>
  );
}

function Total({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Percent({ value, places }: { value: string | null; places: number }) {
  return (
    <span className="num">
      {value === null ? UNKNOWN : `${formatDecimal(value, { decimals: places, maxDecimals: places })}%`}
    </span>
  );
}
