import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { PerformanceDocument, PerformanceQuery } from '../../../shared/schema/equity.ts';
import { isZero } from '../../../shared/money/decimal.ts';
import { api } from '../../state/api.ts';
import { Delta } from '../../widgets/delta.tsx';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { UNKNOWN, formatDecimal, moneyFormat } from '../../widgets/format-decimal.ts';
import { formatLatency } from '../../widgets/format-time.ts';
import { modeKind } from '../../widgets/mode.ts';
import { Num } from '../../widgets/money.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import detail from './account-detail.module.css';
import { METHOD_WORDS } from './book-notes.ts';
import css from './performance-panel.module.css';

type By = Extract<PerformanceQuery['by'], 'symbol' | 'strategy'>;

const usePerformance = (name: string, by: PerformanceQuery['by']) =>
  useQuery(api.equity.performance.queryOptions({ by, account_name: name }));

/** How well its orders did: closed trades, what they cost, and how fast they came about. */
export function PerformancePanel({ status }: { status: AccountStatusDocument }) {
  const { name, mode, testnet } = status.account;
  const [by, setBy] = useState<By>('symbol');
  const all = usePerformance(name, 'account');
  const parts = usePerformance(name, by);
  const kind = modeKind(mode, testnet);
  // What it did under the same name as another kind of account stays out.
  const whole = all.data?.find((row) => row.kind === kind);
  const rows = parts.data?.filter((row) => row.kind === kind);
  const error = all.error ?? parts.error;
  return (
    <Panel
      title="Performance"
      note={whole ? `${whole.currency}, ${METHOD_WORDS[whole.method]}, since the first trade` : 'since the first trade'}
      actions={
        <Segmented
          label="Performance by"
          value={by}
          onChange={setBy}
          options={[
            { value: 'symbol', label: 'By symbol' },
            { value: 'strategy', label: 'By strategy' },
          ]}
        />
      }
      className={detail.fixed}
    >
      {all.data && !whole ? (
        <EmptyState title="No trade yet">Win rate, profit factor and slippage are told from closed trades.</EmptyState>
      ) : whole ? (
        <>
          <Whole row={whole} />
          {rows ? <Parts rows={rows} by={by} /> : null}
        </>
      ) : error ? (
        <ErrorState
          title="Performance could not be read"
          error={error}
          action={{
            label: 'Try again',
            onClick: () => {
              void all.refetch();
              void parts.refetch();
            },
          }}
        />
      ) : (
        <div className={detail.bones} aria-busy="true" aria-label="Loading performance">
          <Skeleton width="100%" height={34} />
          <Skeleton width="100%" height={60} />
        </div>
      )}
    </Panel>
  );
}

function Whole({ row }: { row: PerformanceDocument }) {
  return (
    <dl className={css.figures}>
      <Figure label="Realised">
        <Delta value={row.realised} />
      </Figure>
      <Figure label="Win rate" aside={`${row.wins} of ${row.closed} closed`}>
        {percent(row.win_rate)}
      </Figure>
      <Figure label="Profit factor" aside={row.profit_factor === null ? 'no loss' : undefined}>
        <Num value={row.profit_factor} decimals={2} maxDecimals={2} />
      </Figure>
      <Figure label="Largest loss">
        <Delta value={row.largest_loss} />
      </Figure>
      {isZero(row.funding) ? null : (
        <Figure label="Funding">
          <Delta value={row.funding} />
        </Figure>
      )}
      <Figure label="In market">{percent(row.time_in_market_percent)}</Figure>
      <Figure label="Slippage" aside="to decision">
        {row.slippage_bps === null
          ? UNKNOWN
          : `${formatDecimal(row.slippage_bps, { decimals: 1, maxDecimals: 1, signed: true })} bps`}
      </Figure>
      <Figure
        label="Signal to fill"
        aside={row.fill_p95_ms === null ? undefined : `p95 ${formatLatency(row.fill_p95_ms)}`}
      >
        {row.fill_p50_ms === null ? UNKNOWN : formatLatency(row.fill_p50_ms)}
      </Figure>
    </dl>
  );
}

function Figure({ label, aside, children }: { label: string; aside?: string | undefined; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{children}</dd>
      {aside ? <dd className={css.aside}>{aside}</dd> : null}
    </div>
  );
}

function Parts({ rows, by }: { rows: PerformanceDocument[]; by: By }) {
  const missing = [...new Set(rows.flatMap((row) => row.missing))];
  return (
    <div className={detail.scroll} tabIndex={0} role="group" aria-label={`Performance by ${by}`}>
      <table className={detail.table} aria-label={`Performance by ${by}`}>
        <thead>
          <tr>
            <th scope="col">{by === 'symbol' ? 'Symbol' : 'Strategy'}</th>
            <th scope="col">Trades</th>
            <th scope="col">Won</th>
            <th scope="col">Factor</th>
            <th scope="col">Realised</th>
            <th scope="col">Fees</th>
            <th scope="col">Traded</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className={by === 'strategy' ? 'num' : undefined}>
                {row.key === '(none)' ? 'no strategy' : row.key}
              </th>
              <td className="num">{formatDecimal(String(row.trades))}</td>
              <td className="num">{percent(row.win_rate)}</td>
              <td>
                <Num value={row.profit_factor} decimals={2} maxDecimals={2} />
              </td>
              <td>
                <Delta value={row.realised} />
              </td>
              <td>
                <Num value={row.fees} {...moneyFormat(row.fees)} />
              </td>
              <td>
                <Num value={row.turnover} {...moneyFormat(row.turnover)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 ? (
        <p className={detail.hint}>Without amounts in {missing.join(', ')}: their worth is not known.</p>
      ) : null}
    </div>
  );
}

const percent = (value: string | null): string =>
  value === null ? UNKNOWN : `${formatDecimal(value, { decimals: 1, maxDecimals: 1 })}%`;
