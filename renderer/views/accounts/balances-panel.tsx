import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountStatusDocument, BalanceDocument } from '../../../shared/schema/account.ts';
import type { SymbolBookDocument } from '../../../shared/schema/books.ts';
import { isZero } from '../../../shared/money/decimal.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { moneyFormat } from '../../widgets/format-decimal.ts';
import type { DecimalFormat } from '../../widgets/format-decimal.ts';
import { Num } from '../../widgets/money.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import { Age } from '../../widgets/time.tsx';
import { ToggleChip } from '../../widgets/toggle-chip.tsx';
import css from './account-detail.module.css';
import { balanceRows } from './balance-rows.ts';
import { useAssetMarks } from './use-asset-marks.ts';
import { useAccountWorth, usePnl } from './use-books.ts';

/** What the account holds, what of it is worth what, and how old that knowledge is. */
export function BalancesPanel({ status }: { status: AccountStatusDocument }) {
  const [small, setSmall] = useState(false);
  const { balances, balances_at: at } = status;
  const { name } = status.account;
  const { summary } = useAccountWorth(name);
  const books = usePnl(name).data?.symbols ?? NO_BOOKS;
  const currency = summary?.currency ?? null;
  const marks = useAssetMarks(name);
  const rows = balanceRows(balances ?? [], books, marks.prices, currency, summary?.equity ?? null);
  const shown = rows.filter((row) => small || !row.small);
  const hidden = rows.length - shown.length;
  const stale = status.connectivity === 'stale';
  return (
    <Panel
      title="Balances"
      note={
        at ? (
          stale ? (
            <StaleMark since={at} />
          ) : (
            <>
              read <Age at={at} /> ago
            </>
          )
        ) : (
          'never read'
        )
      }
      actions={
        hidden > 0 || small ? (
          <ToggleChip
            on={small}
            count={hidden > 0 ? hidden : undefined}
            icon={small ? <IconEye size={13} aria-hidden /> : <IconEyeOff size={13} aria-hidden />}
            title="Nothing, or less than a tenth of a percent of the equity"
            onClick={() => setSmall(!small)}
          >
            Show small
          </ToggleChip>
        ) : null
      }
      className={css.panel}
    >
      {status.error && !status.account.error ? (
        <ErrorState inline title="Last reading failed" error={status.error} lastGoodAt={at} />
      ) : null}
      {balances === null ? (
        <EmptyState title="Not read yet">Unknown is not zero. “Refresh balance” asks the exchange.</EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState title="Nothing held">The exchange reports no asset worth showing.</EmptyState>
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label="Balances">
          <table className={cx(css.table, stale && css.staleFigures)} aria-label="Balances">
            <thead>
              <tr>
                <th scope="col">Asset</th>
                <th scope="col">Total</th>
                <th scope="col">Free</th>
                <th scope="col">In orders</th>
                <th scope="col">Value{currency ? `, ${currency}` : ''}</th>
                <th scope="col">Share</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.asset}>
                  <th scope="row">{row.asset}</th>
                  <td>
                    <Num value={row.total} {...placesOf(row)} />
                  </td>
                  <td>
                    <Num value={row.free} {...placesOf(row)} />
                  </td>
                  <td>
                    <Num value={row.locked} {...placesOf(row)} className={isZero(row.locked) ? css.dim : undefined} />
                  </td>
                  <td>
                    <Num value={row.value} {...moneyFormat(row.value)} />
                  </td>
                  <td>
                    <Num value={row.share} decimals={1} maxDecimals={1} />
                    {row.share === null ? '' : '%'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

const NO_BOOKS: SymbolBookDocument[] = [];
/** What is finer stands in the title of the figure. */
const MAX_PLACES = 8;

/** One precision a row, so that its figures compare at a glance. */
function placesOf({ total, free, locked }: BalanceDocument): DecimalFormat {
  const places = Math.max(...[total, free, locked].map((figure) => figure.split('.')[1]?.length ?? 0));
  return places > MAX_PLACES ? { decimals: MAX_PLACES, maxDecimals: MAX_PLACES } : { decimals: places };
}
