import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { GroupLegDocument, LegState } from '../../../shared/schema/group.ts';
import { announce } from '../../state/announce.ts';
import { api } from '../../state/api.ts';
import { useBusyWords } from '../../state/confirming.ts';
import { useLink } from '../../state/link.ts';
import { showError } from '../../state/show-error.ts';
import { cx } from '../../widgets/class-names.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Num } from '../../widgets/money.tsx';
import { OrderStatusChip } from '../../widgets/order-status-chip.tsx';
import { RealButton } from '../../widgets/real-button.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import css from './leg-table.module.css';

const STATE_WORDS: Record<LegState, string> = {
  placed: 'placed',
  awaited: 'awaited',
  unknown: 'unknown outcome',
  not_placed: 'not placed',
};
const TONES: Record<LegState, string | undefined> = {
  placed: undefined,
  awaited: css.warn,
  unknown: css.warn,
  not_placed: css.bad,
};

/** The legs of a signal that was fired, as they stand now; what is proven not placed can be tried again. */
export function FiredLegs({ signalId }: { signalId: string }) {
  const cache = useQueryClient();
  const busyWords = useBusyWords();
  const live = useLink() === 'live';
  const { data, error } = useQuery(api.groups.firing.queryOptions({ signal_id: signalId }));
  const retry = useMutation(
    api.groups.retry.mutationOptions({
      onSuccess: ({ retried, left }) => {
        announce(
          'polite',
          `${retried.length} ${retried.length === 1 ? 'leg' : 'legs'} tried again, ${left.length} left alone`,
        );
        void cache.invalidateQueries({ queryKey: api.groups.pathKey() });
      },
      onError: (failed) => showError('The legs were not tried again', failed),
    }),
  );
  if (error && !data) return <ErrorState inline title="The legs could not be read" error={error} />;
  if (!data) return <Skeleton width="100%" height={80} />;
  const legs = data.legs ?? [];
  const again = legs.filter((leg) => leg.retryable);
  // What a retry sends is an order like any other: real money is confirmed.
  const real = again.some((leg) => leg.mode === 'real' && !leg.testnet);
  const words = `${again.length} failed ${again.length === 1 ? 'leg' : 'legs'}`;
  return (
    <div className={css.legs}>
      <table className={css.table} aria-label="Legs that were fired">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Outcome</th>
            <th scope="col" className={css.right}>
              Size
            </th>
            <th scope="col" className={css.right}>
              Filled
            </th>
            <th scope="col" className={css.right}>
              Attempt
            </th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {legs.map((leg) => (
            <Leg key={leg.account_name} leg={leg} />
          ))}
        </tbody>
      </table>
      {again.length > 0 ? (
        <div className={css.again}>
          <span>
            {live
              ? 'Only legs that are proven not placed are tried again, with all checks.'
              : 'The engine is not connected.'}
          </span>
          {real ? (
            <div className={css.hold}>
              <RealButton
                label={`Retry ${words} for REAL…`}
                busyWords={busyWords}
                disabled={!live}
                busy={retry.isPending}
                onPress={() => retry.mutate({ signal_id: signalId })}
              />
            </div>
          ) : (
            <Button
              size="xs"
              disabled={!live}
              loading={retry.isPending}
              onClick={() => retry.mutate({ signal_id: signalId })}
            >
              Retry {words}
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}

function Leg({ leg }: { leg: GroupLegDocument }) {
  return (
    <tr>
      <th scope="row">
        <span className={css.account}>
          <span className="num">{leg.account_name}</span>
          <ModeBadge mode={leg.mode} testnet={leg.testnet} dense />
        </span>
      </th>
      <td>
        {leg.order ? (
          <OrderStatusChip status={leg.order.status} cancelRequested={leg.order.cancel_requested} bare />
        ) : (
          <span className={cx(TONES[leg.state])}>{STATE_WORDS[leg.state]}</span>
        )}
      </td>
      <td className={css.right}>
        <Num value={leg.order?.amount ?? leg.amount} maxDecimals={8} />
      </td>
      <td className={css.right}>
        <Num value={leg.order?.filled ?? null} />
      </td>
      <td className={css.right}>{leg.attempt === 0 ? 'never sent' : <span className="num">{leg.attempt}</span>}</td>
      <td className={css.verdict}>
        {leg.error ? (
          <>
            {leg.error.message} <code>{leg.error.code}</code>
          </>
        ) : null}
      </td>
    </tr>
  );
}
