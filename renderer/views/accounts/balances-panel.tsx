import { useState } from 'react';
import type { AccountStatusDocument, BalanceDocument } from '../../../shared/schema/account.ts';
import { isZero } from '../../../shared/money/decimal.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Num } from '../../widgets/money.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import { Age } from '../../widgets/time.tsx';
import { ToggleChip } from '../../widgets/toggle-chip.tsx';
import css from './account-detail.module.css';

/** What the account holds, and how old that knowledge is. */
export function BalancesPanel({ status }: { status: AccountStatusDocument }) {
  const [zeros, setZeros] = useState(false);
  const { balances, balances_at: at } = status;
  const empty = balances?.filter((balance) => isZero(balance.total)).length ?? 0;
  const shown = balances?.filter((balance) => zeros || !isZero(balance.total)) ?? [];
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
        empty > 0 ? (
          <ToggleChip on={zeros} count={empty} onClick={() => setZeros(!zeros)}>
            Show empty
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
        <EmptyState title="Nothing held">The exchange reports no asset above zero.</EmptyState>
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label="Balances">
          <table className={cx(css.table, stale && css.staleFigures)} aria-label="Balances">
            <thead>
              <tr>
                <th scope="col">Asset</th>
                <th scope="col">Total</th>
                <th scope="col">Free</th>
                <th scope="col">In orders</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((balance) => (
                <tr key={balance.asset}>
                  <th scope="row">{balance.asset}</th>
                  <td>
                    <Num value={balance.total} decimals={placesOf(balance)} />
                  </td>
                  <td>
                    <Num value={balance.free} decimals={placesOf(balance)} />
                  </td>
                  <td>
                    <Num
                      value={balance.locked}
                      decimals={placesOf(balance)}
                      className={isZero(balance.locked) ? css.dim : undefined}
                    />
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

/** One precision a row, so that its figures compare at a glance. */
function placesOf({ total, free, locked }: BalanceDocument): number {
  return Math.max(...[total, free, locked].map((figure) => figure.split('.')[1]?.length ?? 0));
}
