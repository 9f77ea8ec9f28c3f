import { useMutation } from '@tanstack/react-query';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import { api, queryClient } from '../../state/api.ts';
import { applyEvents } from '../../state/apply-events.ts';
import { showError } from '../../state/show-error.ts';
import css from './account-detail.module.css';
import { AccountHead } from './account-head.tsx';
import { BalancesPanel } from './balances-panel.tsx';
import { IdentityPanel } from './identity-panel.tsx';
import { OpenOrdersPanel } from './open-orders-panel.tsx';
import { PositionsPanel } from './positions-panel.tsx';
import { ReconcilePanel } from './reconcile-panel.tsx';
import { RepairCard } from './repair-card.tsx';
import { TestPanel } from './test-panel.tsx';

/** One account in full. Give it the account's name as `key`: a test belongs to the account that it was run for. */
export function AccountDetail({ status }: { status: AccountStatusDocument }) {
  const { account } = status;
  const test = useMutation(api.accounts.test.mutationOptions());
  const balance = useMutation(
    api.accounts.balance.mutationOptions({
      onSuccess: (fresh) => applyEvents(queryClient, [{ topic: 'account', status: fresh }]),
      onError: (error) => showError(`The balance of ${account.name} could not be read`, error),
    }),
  );
  return (
    <div className={css.detail}>
      <AccountHead
        status={status}
        testing={test.isPending}
        onTest={() => test.mutate({ name: account.name })}
        reading={balance.isPending}
        onRefresh={() => balance.mutate({ name: account.name })}
      />
      {account.error ? (
        <div className={css.columns}>
          <RepairCard account={account} />
          <IdentityPanel account={account} />
        </div>
      ) : (
        <div className={css.columns}>
          <div className={css.column} tabIndex={0} role="group" aria-label="What it holds">
            <BalancesPanel status={status} />
            <PositionsPanel status={status} />
            <OpenOrdersPanel name={account.name} />
          </div>
          <div className={css.column} tabIndex={0} role="group" aria-label="What is known of it">
            <ReconcilePanel status={status} />
            <TestPanel result={test.data} testing={test.isPending} error={test.error} />
            <IdentityPanel account={account} />
          </div>
        </div>
      )}
    </div>
  );
}
