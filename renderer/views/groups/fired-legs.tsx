import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { GroupLegDocument, LegState } from '../../../shared/schema/group.ts';
import { announce } from '../../state/announce.ts';
import { api } from '../../state/api.ts';
import { showError } from '../../state/show-error.ts';
import { cx } from '../../widgets/class-names.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Num } from '../../widgets/money.tsx';
import { OrderStatusChip } from '../../widgets/order-status-chip.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import css from './groups.module.css';

const STATE_WORDS: Record<LegState, string> = {
  placed: 'placed',
  awaited: 'awaited',
  unknown: 'unknown outcome',
  not_placed: 'not placed',
};
const REFRESH_MS = 2_000;

/** The legs of a signal that was fired, as they stand now; what is proven not placed can be tried again. */
export function FiredLegs({ signalId }: { signalId: string }) {
  const cache = useQueryClient();
  const { data, error } = useQuery(
    api.groups.firing.queryOptions({ signal_id: signalId }, { refetchInterval: REFRESH_MS }),
  );
  const retry = useMutation(
    api.groups.retry.mutationOptions({
      onSuccess: ({ retried, left }) => {
        announce('polite', `${retried.length} legs tried again, ${left.length} left alone`);
        void cache.invalidateQueries({ queryKey: api.groups.pathKey() });
      },
      onError: (failed) => showError('The legs were not tried again', failed),
    }),
  );
  if (error && !data) return <ErrorState inline title="The legs could not be read" error={error} />;
  if (!data) return <Skeleton width="100%" height={80} />;
  const legs = data.legs ?? [];
  const again = legs.filter((leg) => leg.retryable).length;
  return (
    <div className={css.legs}>
      <table className={css.table} aria-label="Legs that were fired">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Mode</th>
            <th scope="col">Outcome</th>
            <th scope="col" className={css.right}>
              Size
            </th>
            <th scope="col" className={css.right}>
              Filled
            </th>
            <th scope="col">Attempt</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {legs.map((leg) => (
            <Leg key={leg.account_name} leg={leg} />
          ))}
        </tbody>
      </table>
      {again > 0 ? (
        <div className={css.buttons}>
          <span className={css.dim}>Only legs that are proven not placed are tried again.</span>
          <span className={css.grow} />
          <Button size="xs" loading={retry.isPending} onClick={() => retry.mutate({ signal_id: signalId })}>
            Retry {again} failed {again === 1 ? 'leg' : 'legs'}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Leg({ leg }: { leg: GroupLegDocument }) {
  return (
    <tr>
      <th scope="row" className="num">
        {leg.account_name}
      </th>
      <td>
        <ModeBadge mode={leg.mode} testnet={leg.testnet} dense />
      </td>
      <td>
        {leg.order ? (
          <OrderStatusChip status={leg.order.status} cancelRequested={leg.order.cancel_requested} bare />
        ) : (
          <span className={cx(leg.state === 'not_placed' && css.bad)}>{STATE_WORDS[leg.state]}</span>
        )}
      </td>
      <td className={css.right}>
        <Num value={leg.order?.amount ?? leg.amount} />
      </td>
      <td className={css.right}>
        <Num value={leg.order?.filled ?? null} />
      </td>
      <td className="num">{leg.attempt === 0 ? 'none' : leg.attempt}</td>
      <td className={css.why} title={leg.error?.message}>
        {leg.error ? (
          <>
            {leg.error.message} <code>{leg.error.code}</code>
          </>
        ) : null}
      </td>
    </tr>
  );
}
