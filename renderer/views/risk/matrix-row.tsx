import { memo } from 'react';
import type { LimitName } from '../../../shared/schema/limits.ts';
import type { AccountRiskDocument, StopDocument } from '../../../shared/schema/risk.ts';
import { cx } from '../../widgets/class-names.ts';
import { UNKNOWN, formatDecimal } from '../../widgets/format-decimal.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { SELF } from '../parts/self.ts';
import { AccountMarks } from './account-marks.tsx';
import css from './limit-matrix.module.css';
import { MatrixCell } from './matrix-cell.tsx';
import { MATRIX_LIMITS, exposureUsd, profitTone } from './matrix-model.ts';

export interface MatrixRowProps {
  account: AccountRiskDocument;
  stops: readonly StopDocument[];
  drafted: boolean;
  row: number;
  /** The cell that Tab comes to; -1 where it is in another row. */
  tabColumn: number;
  onOpen: (accountName: string, limit: LimitName | null) => void;
}

/** One account: whose it is, what it is exposed to, how its day goes, and each of its limits. */
export const MatrixRow = memo(function MatrixRow({ account, stops, drafted, row, tabColumn, onOpen }: MatrixRowProps) {
  const name = account.account_name;
  const cell = (column: number) => ({
    'data-cell': `${row} ${column}`,
    tabIndex: column === tabColumn ? 0 : -1,
  });
  return (
    <tr data-account={name}>
      <th scope="row" className={css.account}>
        <button type="button" {...cell(0)} className={css.open} onClick={() => onOpen(name, null)}>
          <span className={css.line}>
            <span className={cx('num', css.name)} title={name}>
              {name}
            </span>
            <ModeBadge mode={account.mode} testnet={account.testnet} dense />
          </span>
          <span className={css.line}>
            <span className={css.dim}>
              {account.exchange ?? 'no exchange'}
              {account.owner === SELF ? '' : `, for ${account.owner}`}
            </span>
            <AccountMarks account={account} stops={stops} drafted={drafted} />
          </span>
          <span className="sr-only">, edit limits</span>
        </button>
      </th>
      <td className={css.right}>
        <Exposure account={account} />
      </td>
      <td className={css.right}>
        <Day account={account} />
      </td>
      {MATRIX_LIMITS.map((limit, index) => (
        <td key={limit}>
          <MatrixCell account={account} limit={limit} attributes={cell(index + 1)} onOpen={onOpen} />
        </td>
      ))}
    </tr>
  );
});

function Exposure({ account }: { account: AccountRiskDocument }) {
  const { exposure, currency, usd_rate: rate } = account;
  const usd = exposureUsd(account);
  return (
    <>
      <span className={cx('num', css.first)}>
        {formatDecimal(exposure, { maxDecimals: 2 })} <small>{currency}</small>
      </span>
      <span
        className={css.second}
        title={rate ? `${formatDecimal(rate.rate)} USD for one ${currency}: ${rate.source}, ${rate.at}` : undefined}
      >
        {usd !== null ? (
          <>
            <span className="num">{formatDecimal(usd, { maxDecimals: 2 })}</span> USD
          </>
        ) : exposure === null ? (
          'not measured'
        ) : currency === 'USD' ? null : (
          'no rate to USD'
        )}
      </span>
    </>
  );
}

function Day({ account }: { account: AccountRiskDocument }) {
  const { day } = account;
  if (day === null) return <span className={css.unset}>{UNKNOWN}</span>;
  return (
    <span title={`Since ${day.opened_at}, measured ${day.measured_at}, in ${account.currency}`}>
      <span className={cx('num', css.first, css[profitTone(day.profit)])}>
        {formatDecimal(day.profit, { maxDecimals: 2, signed: true })}
      </span>
      <span className={css.second}>
        <span className="num">{formatDecimal(day.drawdown, { maxDecimals: 2 })}</span> off peak
      </span>
    </span>
  );
}
