import { Popover } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SummaryDocument, TotalDocument } from '../../shared/schema/equity.ts';
import { useLink } from '../state/link.ts';
import { useAccounts, useWorth } from '../state/queries.ts';
import { errorOf } from '../state/transport/request-error.ts';
import { cx } from '../widgets/class-names.ts';
import { Delta } from '../widgets/delta.tsx';
import { moneyFormat } from '../widgets/format-decimal.ts';
import { modeKind } from '../widgets/mode.ts';
import { Money, Num } from '../widgets/money.tsx';
import { StaleMark } from '../widgets/stale-mark.tsx';
import { Age } from '../widgets/time.tsx';
import { realWorth } from './real-worth.ts';
import type { RealWorth } from './real-worth.ts';
import css from './worth-bar.module.css';

/** What the real accounts are worth and made today, always in sight. Paper and testnet are never in it. */
export function WorthBar() {
  const { data, error } = useWorth();
  const accounts = useAccounts();
  const hidden = useLink() === 'disconnected';
  const [open, setOpen] = useState(false);
  const worth = data ? realWorth(data) : null;
  if (hidden) return null;
  if (error && !data && accounts.some((account) => modeKind(account.mode, account.testnet) === 'real')) {
    const { code, message } = errorOf(error);
    return (
      <span className={css.worth} title={`${message} (${code})`}>
        <Figure label="Real equity">
          <Num className={css.big} value={null} />
          <span className={css.partial}>could not be read</span>
        </Figure>
      </span>
    );
  }
  if (!data || !worth) return null;
  return (
    <Popover opened={open} onChange={setOpen} width={348} position="bottom-start" withRoles>
      <Popover.Target>
        <button type="button" className={cx(css.worth, worth.stale && css.stale)} onClick={() => setOpen(!open)}>
          <Figure label="Real equity">
            <Money className={css.big} value={worth.equity} unit="USD" {...moneyFormat(worth.equity)} />
            {worth.counted < worth.accounts ? (
              <span className={css.partial}>
                {worth.counted} of {worth.accounts} accounts
              </span>
            ) : null}
          </Figure>
          <Figure label="Today">
            <Delta value={worth.today} />
          </Figure>
          {worth.mine && worth.others ? (
            <span className={css.split}>
              <Figure label="Yours">
                <Num value={worth.mine.equity_usd} {...moneyFormat(worth.mine.equity_usd)} />
              </Figure>
              <Figure label="For others">
                <Num value={worth.others.equity_usd} {...moneyFormat(worth.others.equity_usd)} />
              </Figure>
            </span>
          ) : null}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Real equity">
        <Details worth={worth} summary={data} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className={css.figure}>
      <span className={css.label}>{label}</span>
      <span className={css.value}>{children}</span>
    </span>
  );
}

function Details({ worth, summary }: { worth: RealWorth; summary: SummaryDocument }) {
  const real = summary.accounts.filter((account) => account.mode === 'real' && !account.testnet);
  return (
    <div className={css.details}>
      <table className={css.table} aria-label="Real equity, in US dollars">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">Whose</span>
            </th>
            <th scope="col">Equity, USD</th>
            <th scope="col">Today</th>
            <th scope="col">Equity, NOK</th>
          </tr>
        </thead>
        <tbody>
          {worth.mine ? <Side label="Yours" total={worth.mine} /> : null}
          {worth.others ? <Side label="For others" total={worth.others} /> : null}
          <tr className={css.sum}>
            <th scope="row">All real</th>
            <td>
              <Num value={worth.equity} {...moneyFormat(worth.equity)} />
            </td>
            <td>
              <Delta value={worth.today} />
            </td>
            <td>
              <Num value={worth.equityNok} {...moneyFormat(worth.equityNok)} />
            </td>
          </tr>
        </tbody>
      </table>
      {worth.missing.length > 0 ? (
        <p className={css.missing}>Not in the sums, because their worth is not known: {worth.missing.join(', ')}.</p>
      ) : null}
      <ul className={css.rates} aria-label="Rates">
        {real.map(({ account_name: name, currency, measured_at: at, stale, equity_usd: usd, equity_nok: nok }) => (
          <li key={name}>
            <b className="num">{name}</b>{' '}
            {stale ? (
              <StaleMark since={at} />
            ) : at ? (
              <>
                measured <Age at={at} /> ago
              </>
            ) : (
              'never measured'
            )}
            {[usd, nok].map((converted) => {
              const rate = converted.rates.at(-1);
              return rate && converted.currency !== currency ? (
                <span key={converted.currency} className={cx(css.rate, converted.stale && css.old)}>
                  {converted.currency} by {rate.source}, <Age at={rate.at} /> old
                </span>
              ) : null;
            })}
          </li>
        ))}
      </ul>
      <p className={css.note}>Paper and testnet accounts are never in it.</p>
    </div>
  );
}

function Side({ label, total }: { label: string; total: TotalDocument }) {
  return (
    <tr>
      <th scope="row">
        {label}
        {total.counted < total.accounts ? (
          <span className={css.partial}>
            {' '}
            {total.counted} of {total.accounts}
          </span>
        ) : null}
      </th>
      <td>
        <Num value={total.equity_usd} {...moneyFormat(total.equity_usd)} />
      </td>
      <td>
        <Delta value={total.today_usd} />
      </td>
      <td>
        <Num value={total.equity_nok} {...moneyFormat(total.equity_nok)} />
      </td>
    </tr>
  );
}
