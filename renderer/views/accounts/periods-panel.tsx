import { useState } from 'react';
import type { AccountSummaryDocument, Period } from '../../../shared/schema/equity.ts';
import type { ConvertedDocument } from '../../../shared/schema/books.ts';
import { cx } from '../../widgets/class-names.ts';
import { Delta } from '../../widgets/delta.tsx';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { moneyFormat } from '../../widgets/format-decimal.ts';
import { Num } from '../../widgets/money.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import { Age } from '../../widgets/time.tsx';
import css from './account-detail.module.css';
import { convertedLike, rateWords } from './conversion.ts';
import { useAccountWorth } from './use-books.ts';

const WORDS: Record<Period, string> = { day: 'Today', week: 'Week', month: 'Month', year: 'Year', all: 'All' };

/** What was gained by trades and prices, period by period; deposits and withdrawals are no profit. */
export function PeriodsPanel({ name }: { name: string }) {
  const { summary, loading, error, refetch } = useAccountWorth(name);
  const [wanted, setWanted] = useState<string | null>(null);
  const others = summary
    ? [summary.equity_usd, summary.equity_nok].filter(({ currency }) => currency !== summary.currency)
    : [];
  const converted = others.find(({ currency }) => currency === wanted) ?? null;
  return (
    <Panel
      title="Profit"
      actions={
        summary && summary.periods.length > 0 ? (
          <Segmented
            label="Currency of the profit"
            value={converted?.currency ?? summary.currency}
            onChange={setWanted}
            options={[summary.currency, ...others.map(({ currency }) => currency)].map((value) => ({
              value,
              label: value,
            }))}
          />
        ) : null
      }
      className={css.fixed}
    >
      {summary?.error ? <ErrorState inline title="Figures are missing" error={summary.error} /> : null}
      {summary && summary.periods.length > 0 ? (
        <Periods summary={summary} converted={converted} />
      ) : error && !summary ? (
        <ErrorState
          inline
          title="Profit could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : loading ? (
        <div className={css.bones} aria-busy="true" aria-label="Loading profit">
          {[0, 1, 2, 3, 4].map((row) => (
            <Skeleton key={row} width="100%" height={14} />
          ))}
        </div>
      ) : (
        <EmptyState title="Not measured yet">Profit is told from the first measurement on.</EmptyState>
      )}
    </Panel>
  );
}

function Periods({ summary, converted }: { summary: AccountSummaryDocument; converted: ConvertedDocument | null }) {
  const { currency } = summary;
  const shown = (amount: string): string | null =>
    converted === null ? amount : convertedLike(converted, currency, amount);
  const rates = converted === null ? undefined : rateWords(converted) || undefined;
  const equity = converted === null ? summary.equity : converted.value;
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label="Profit by period">
      <table className={cx(css.table, summary.stale && css.staleFigures)} aria-label="Profit by period">
        <thead>
          <tr>
            <th scope="col">Since</th>
            <th scope="col" title={rates}>
              {converted?.currency ?? currency}
            </th>
            <th scope="col">Percent</th>
          </tr>
        </thead>
        <tbody>
          {summary.periods.map(({ period, began_at: began, profit, percent }) => (
            <tr key={period}>
              <th scope="row" title={`since ${began}`}>
                {WORDS[period]} <span className={css.terms}>{began.slice(0, 10)}</span>
              </th>
              <td title={rates}>
                <Delta value={shown(profit)} />
              </td>
              <td>
                <Delta value={percent} unit="%" />
              </td>
            </tr>
          ))}
          <tr className={css.sum}>
            <th scope="row">Equity</th>
            <td title={rates}>
              <Num value={equity} {...moneyFormat(equity)} />
            </td>
          </tr>
        </tbody>
      </table>
      <p className={css.hint}>
        Without deposits. {summary.stale ? <StaleMark since={summary.measured_at} /> : null}
        {!summary.stale && summary.measured_at ? (
          <>
            Measured <Age at={summary.measured_at} /> ago.
          </>
        ) : null}{' '}
        {converted === null ? null : <Rate converted={converted} />}
      </p>
    </div>
  );
}

/** From where the rate of now is, and how old: sums of the past are converted at it, too. */
function Rate({ converted }: { converted: ConvertedDocument }) {
  const last = converted.rates.at(-1);
  if (converted.missing.length > 0 || !last) return <>No rate to {converted.currency} is known now.</>;
  return (
    <span title={rateWords(converted)}>
      All at the rate of now: {last.source}, <Age at={last.at} /> old{converted.stale ? ', stale' : ''}.
    </span>
  );
}
