import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { Span } from '../../../shared/schema/equity.ts';
import { api, queryClient } from '../../state/api.ts';
import { applyEvents } from '../../state/apply-events.ts';
import { showError } from '../../state/show-error.ts';
import css from './account-detail.module.css';
import { AccountHead } from './account-head.tsx';
import { BalancesPanel } from './balances-panel.tsx';
import { EquityPanel } from './equity/equity-panel.tsx';
import { FeesPanel } from './fees-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { IdentityPanel } from './identity-panel.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { OpenOrdersPanel } from './open-orders-panel.tsx';
import { PerformancePanel } from './performance-panel.tsx';
import { PeriodsPanel } from './periods-panel.tsx';
import { PositionsPanel } from './positions-panel.tsx';
import { ReconcilePanel } from './reconcile-panel.tsx';
import { RepairCard } from './repair-card.tsx';
import { StatementPanel } from './statement-panel.tsx';
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
  const [span, setSpan] = useState<Span>('1m');
  return (
    <div className={css.detail} tabIndex={0} role="group" aria-label={`All of ${account.name}`}>
      <AccountHead
        status={status}
        span={span}
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
          <div className={css.column}>
            <EquityPanel name={account.name} span={span} onSpan={setSpan} />
            <div className={css.pair}>
              <PositionsPanel status={status} />
              <BalancesPanel status={status} />
            </div>
            <OpenOrdersPanel name={account.name} />
            <FeesPanel name={account.name} />
            <PerformancePanel status={status} />
            <div className={css.halves}>
              <HistoryPanel name={account.name} />
              <StatementPanel name={account.name} />
            </div>
          </div>
          <div className={css.column}>
            <PeriodsPanel name={account.name} />
            <LimitsPanel name={account.name} />
            <TestPanel result={test.data} testing={test.isPending} error={test.error} />
            <ReconcilePanel status={status} />
            <IdentityPanel account={account} />
          </div>
        </div>
      )}
    </div>
  );
}
