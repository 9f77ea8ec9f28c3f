import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OrderDecision, OrderDocument } from '../../../shared/schema/order.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { applyEvents } from '../../state/apply-events.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import css from './watch-panel.module.css';

type Choice = Exclude<OrderDecision['decision'], 'keep_watching'>;

/** Adopt, never placed, keep watching. The exchange is asked before any word of the operator counts. */
export function WatchDecision({ order }: { order: OrderDocument }) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const resolve = useMutation(
    api.orders.resolve.mutationOptions({
      onSuccess: (resolved) => {
        applyEvents(queryClient, [{ topic: 'order', order: resolved.order }]);
        void queryClient.invalidateQueries({ queryKey: api.orders.get.queryKey({ id: order.id }) });
        announce('assertive', resolved.detail);
        setChoice(null);
      },
      onError: (error) => announce('assertive', `Not decided: ${error.message}`),
    }),
  );
  const decide = (decision: OrderDecision): void => resolve.mutate({ id: order.id, decision });
  const choose = (wanted: Choice): void => {
    resolve.reset();
    setChoice(choice === wanted ? null : wanted);
  };
  return (
    <div className={css.decide} role="group" aria-label="Decide about this order">
      <div className={css.choices}>
        <Button size="xs" aria-expanded={choice === 'adopt'} onClick={() => choose('adopt')}>
          It is there
        </Button>
        <Button size="xs" aria-expanded={choice === 'not_placed'} onClick={() => choose('not_placed')}>
          Never placed
        </Button>
        <Button
          size="xs"
          loading={resolve.isPending && resolve.variables.decision.decision === 'keep_watching'}
          onClick={() => decide({ decision: 'keep_watching' })}
        >
          Keep watching
        </Button>
      </div>
      {choice === 'adopt' ? <Adopt busy={resolve.isPending} onDecide={decide} /> : null}
      {choice === 'not_placed' ? (
        <div className={css.form}>
          <p>
            The exchange is asked once more. If it has the order after all, the order is booked. Else it counts as never
            placed, what was checked goes into its record, and {order.symbol} can be traded again.
          </p>
          <Button
            size="xs"
            className={css.danger}
            loading={resolve.isPending}
            onClick={() => decide({ decision: 'not_placed' })}
          >
            Mark as never placed
          </Button>
        </div>
      ) : null}
      {resolve.error ? <ErrorState inline title="Not decided" error={resolve.error} /> : null}
    </div>
  );
}

const REASON = 'adopt-reason';

function Adopt({ busy, onDecide }: { busy: boolean; onDecide: (decision: OrderDecision) => void }) {
  const [typed, setTyped] = useState('');
  const id = typed.trim();
  return (
    <form
      className={css.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (id !== '' && !busy) onDecide({ decision: 'adopt', venue_order_id: id });
      }}
    >
      <TextInput
        size="xs"
        label="The exchange’s id of the order"
        description="The exchange is asked for it. Symbol, side, size and price must be those that were sent."
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        spellCheck={false}
        autoFocus
      />
      <div className={css.last}>
        <Button
          type="submit"
          size="xs"
          loading={busy}
          disabled={id === ''}
          aria-describedby={id === '' ? REASON : undefined}
        >
          Adopt it
        </Button>
        {id === '' ? <DisabledReason id={REASON}>Give the id first.</DisabledReason> : null}
      </div>
    </form>
  );
}
