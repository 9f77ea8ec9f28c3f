import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MoneyKind, OrderTodayDocument } from '../../../shared/schema/order-page.ts';
import { api } from '../../state/api.ts';
import { useLink } from '../../state/link.ts';
import { cx } from '../../widgets/class-names.ts';
import { UNKNOWN, formatDecimal } from '../../widgets/format-decimal.ts';
import { formatLatency } from '../../widgets/format-time.ts';
import css from './filter-bar.module.css';
import { share } from './share.ts';

const ASKED_MS = 5_000;

/** Orders of one kind of money today. Kinds are never added up. */
export function TodayFigures({ kind }: { kind: MoneyKind }) {
  const { data } = useQuery(api.orders.today.queryOptions({ kind }, { refetchInterval: ASKED_MS }));
  const link = useLink();
  if (!data || link === 'disconnected') return null;
  const word = kind.toUpperCase();
  const { open_not_counted: left, fees_untold: untold } = data;
  return (
    <dl className={cx(css.figures, link === 'stale' && css.stale)} aria-label={`${word} orders today`}>
      <Figure
        label={`Open notional, ${word}`}
        title={`Left to fill of open orders at their prices, by quote asset.${left === 0 ? '' : ` ${left} of no price or unknown outcome not in it.`}`}
      >
        <Sums sums={data.open_notional} more={left > 0} />
      </Figure>
      <Figure
        label="Fill rate today"
        title={`${data.filled} filled whole of ${data.ended} that were taken today and have ended, since 00:00 UTC`}
      >
        {data.ended === 0 ? UNKNOWN : `${share(data.filled, data.ended)}%`}
      </Figure>
      <Figure label="Median answer" title="From the journal to the exchange’s first word, of today’s orders">
        {data.ack_p50_ms === null ? UNKNOWN : formatLatency(data.ack_p50_ms)}
      </Figure>
      <Figure
        label="Fees today"
        title={`Of our orders’ fills since 00:00 UTC, by asset.${untold === 0 ? '' : ` ${untold} of ${untold === 1 ? 'a fee' : 'fees'} that ${untold === 1 ? 'is' : 'are'} not told.`}`}
      >
        <Sums sums={data.fees} more={untold > 0} />
      </Figure>
    </dl>
  );
}

function Figure({ label, title, children }: { label: string; title: string; children: ReactNode }) {
  return (
    <div className={css.figure} title={title}>
      <dt>{label}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

/** The largest are not known without rates, so the first two by name are shown; the title of the others tells them. */
const SHOWN = 2;
const DECIMALS = 2;

function Sums({ sums, more }: { sums: OrderTodayDocument['fees']; more: boolean }) {
  if (sums.length === 0) return more ? UNKNOWN : '0';
  const rest = sums.slice(SHOWN);
  return (
    <>
      {sums.slice(0, SHOWN).map(({ asset, amount }, at) => (
        <span key={asset} title={`${formatDecimal(amount)} ${asset}`}>
          {at === 0 ? '' : ' + '}
          {formatDecimal(amount, shortly(amount))} <small>{asset}</small>
        </span>
      ))}
      {rest.length === 0 ? null : (
        <small title={rest.map(({ asset, amount }) => `${formatDecimal(amount)} ${asset}`).join(', ')}>
          {' '}
          and {rest.length} more
        </small>
      )}
      {more ? <small> +?</small> : null}
    </>
  );
}

/** Two decimals, or in full what two would show as nothing. */
const shortly = (amount: string) =>
  /^-?0(\.00\d*)?$/.test(amount) ? {} : { decimals: DECIMALS, maxDecimals: DECIMALS };
