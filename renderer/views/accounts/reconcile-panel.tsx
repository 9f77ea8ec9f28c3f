import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { showError } from '../../state/show-error.ts';
import { cx } from '../../widgets/class-names.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Age } from '../../widgets/time.tsx';
import css from './reconcile-panel.module.css';
import { RECONCILE_WORDS, STREAM_WORDS, isReconciled } from './reconcile-words.ts';

/** Whether the console's books and the exchange agree: an account that could not be compared does not trade. */
export function ReconcilePanel({ status }: { status: AccountStatusDocument }) {
  const { account, reconcile, stream } = status;
  const again = useMutation(
    api.orders.reconcile.mutationOptions({
      onSuccess: ([found]) => {
        if (found) announce('polite', `${account.name}: ${RECONCILE_WORDS[found.state]}`);
        void queryClient.invalidateQueries({ queryKey: api.accounts.statuses.queryKey() });
      },
      onError: (error) => showError(`${account.name} could not be compared`, error),
    }),
  );
  if (account.mode === 'paper') {
    return (
      <Panel title="Reconciliation" note="not needed" className={css.panel}>
        <p className={css.hint}>Paper orders live in this console’s own ledger, so there is nothing to compare.</p>
      </Panel>
    );
  }
  const busy = again.isPending || reconcile.state === 'running';
  return (
    <Panel
      title="Reconciliation"
      note={
        reconcile.at ? (
          <>
            <Age at={reconcile.at} /> ago
          </>
        ) : undefined
      }
      actions={
        <Button size="xs" loading={busy} onClick={() => again.mutate({ account_name: account.name })}>
          Compare
        </Button>
      }
      className={css.panel}
    >
      {reconcile.error ? (
        <ErrorState
          inline
          title={isReconciled(reconcile) ? 'The last comparison failed' : 'Does not trade until this succeeds'}
          error={reconcile.error}
          lastGoodAt={isReconciled(reconcile) ? reconcile.at : null}
        />
      ) : null}
      <dl className={css.facts}>
        <Fact term="State" value={RECONCILE_WORDS[reconcile.state]} tone={reconcile.state} words />
        <Fact term="Order stream" value={STREAM_WORDS[stream]} tone={stream} words />
        <Fact term="Unsettled, asked about" value={String(reconcile.unsettled)} />
        <Fact term="Settled by it" value={String(reconcile.settled)} />
        <Fact term="Fills booked by it" value={String(reconcile.fills_booked)} />
        <Fact
          term="Unknown outcome"
          value={String(status.unknown_orders)}
          tone={status.unknown_orders > 0 ? 'warn' : null}
        />
        <Fact term="External orders" value={String(status.external_orders)} />
      </dl>
    </Panel>
  );
}

interface FactProps {
  term: string;
  value: string;
  tone?: string | null;
  words?: boolean;
}

function Fact({ term, value, tone, words = false }: FactProps) {
  return (
    <div className={css.fact}>
      <dt>{term}</dt>
      <dd className={cx(!words && 'num', tone && css[tone])}>{value}</dd>
    </div>
  );
}
