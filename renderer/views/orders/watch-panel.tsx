import { Button, TextInput } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OrderDecision, OrderDocument, WatchDocument } from '../../../shared/schema/order.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { applyEvents } from '../../state/apply-events.ts';
import { showError } from '../../state/show-error.ts';
import { cx } from '../../widgets/class-names.ts';
import { Age, Time } from '../../widgets/time.tsx';
import drawer from './order-drawer.module.css';
import css from './watch-panel.module.css';

/** An order of unknown outcome: what is being done about it, and, once it took too long, what the operator can decide. */
export function WatchPanel({ order }: { order: OrderDocument }) {
  const { watch } = order;
  return (
    <section className={cx(drawer.remark, drawer.unknownRemark, css.panel)} aria-label="Unknown outcome">
      <IconHelpCircle size={16} stroke={1.9} aria-hidden />
      <div className={css.body}>
        <p role="status">
          <b>
            {watch?.needs_decision
              ? 'The outcome is still unknown. Please decide.'
              : 'The outcome is unknown, and is being looked up.'}
          </b>{' '}
          The order was sent, and no certain answer came back. It is not counted as failed and is never sent again.{' '}
          <span className="num">{order.account_name}</span> takes no new order for {order.symbol} until it is settled.
        </p>
        {watch ? <Watching watch={watch} /> : null}
        {watch?.needs_decision ? <Decide order={order} /> : null}
      </div>
    </section>
  );
}

function Watching({ watch }: { watch: WatchDocument }) {
  return (
    <dl className={css.facts}>
      <dt>Looked up</dt>
      <dd>
        {watch.checks === 0 ? (
          'not yet in this run'
        ) : (
          <>
            <span className="num">{watch.checks}</span> {watch.checks === 1 ? 'time' : 'times'}
            {watch.last_check_at ? (
              <>
                , last <Age at={watch.last_check_at} /> ago
              </>
            ) : null}
          </>
        )}
      </dd>
      {watch.last_answer ? (
        <>
          <dt>Last answer</dt>
          <dd>{watch.last_answer}</dd>
        </>
      ) : null}
      {watch.next_check_at ? (
        <>
          <dt>Next look-up</dt>
          <dd>
            <Time at={watch.next_check_at} ms={false} />
          </dd>
        </>
      ) : null}
      {watch.needs_decision ? null : (
        <>
          <dt>You are asked</dt>
          <dd>
            from <Time at={watch.ask_at} ms={false} /> on, if nothing is found
          </dd>
        </>
      )}
    </dl>
  );
}

type Choice = OrderDecision['decision'] | null;

function Decide({ order }: { order: OrderDocument }) {
  const [choice, setChoice] = useState<Choice>(null);
  const [venueId, setVenueId] = useState('');
  const resolve = useMutation(
    api.orders.resolve.mutationOptions({
      onSuccess: (resolved) => {
        applyEvents(queryClient, [{ topic: 'order', order: resolved.order }]);
        announce('assertive', resolved.detail);
        setChoice(null);
      },
      onError: (error) => showError('The order was not decided', error),
    }),
  );
  const decide = (decision: OrderDecision): void => resolve.mutate({ id: order.id, decision });
  return (
    <div className={css.decide} role="group" aria-label="Decide about this order">
      <div className={css.choices}>
        <Button size="xs" aria-pressed={choice === 'adopt'} onClick={() => setChoice('adopt')}>
          It is at the exchange
        </Button>
        <Button size="xs" aria-pressed={choice === 'not_placed'} onClick={() => setChoice('not_placed')}>
          It was never placed
        </Button>
        <Button size="xs" loading={resolve.isPending} onClick={() => decide({ decision: 'keep_watching' })}>
          Keep watching
        </Button>
      </div>
      {choice === 'adopt' ? (
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (venueId.trim() !== '') decide({ decision: 'adopt', venue_order_id: venueId.trim() });
          }}
        >
          <TextInput
            size="xs"
            label="The exchange’s order id"
            description="The exchange is asked for it. It must be of the same symbol, side and size, and no other order’s here."
            value={venueId}
            onChange={(event) => setVenueId(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          <Button type="submit" size="xs" loading={resolve.isPending} disabled={venueId.trim() === ''}>
            Adopt it
          </Button>
        </form>
      ) : null}
      {choice === 'not_placed' ? (
        <div className={css.form}>
          <p>
            The exchange is asked once more. If the order is there after all, it is booked instead; else it counts as
            never placed, with what was checked in its record, and {order.symbol} can be traded again.
          </p>
          <Button size="xs" color="red" loading={resolve.isPending} onClick={() => decide({ decision: 'not_placed' })}>
            Mark as never placed
          </Button>
        </div>
      ) : null}
    </div>
  );
}
