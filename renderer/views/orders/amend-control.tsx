import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { applyEvents } from '../../state/apply-events.ts';
import { showError } from '../../state/show-error.ts';
import { amendInput, canAmend } from './amend-input.ts';
import css from './amend-control.module.css';

interface AmendProps {
  order: OrderDocument;
  /** Another order took this one's place. */
  onReplaced: (id: string) => void;
}

/** Changes price or size of a resting order. Shown where that can be done at all. */
export function AmendControl({ order, onReplaced }: AmendProps) {
  const [open, setOpen] = useState(false);
  if (!canAmend(order)) return null;
  if (!open) {
    return (
      <Button onClick={() => setOpen(true)} aria-label={`Amend order ${order.id}`}>
        Amend
      </Button>
    );
  }
  return <AmendForm order={order} onReplaced={onReplaced} onDone={() => setOpen(false)} />;
}

function AmendForm({ order, onReplaced, onDone }: AmendProps & { onDone: () => void }) {
  const [price, setPrice] = useState(order.price ?? '');
  const [amount, setAmount] = useState(order.amount);
  const [tried, setTried] = useState(false);
  const [base, quote] = order.symbol.split('/');
  const reading = amendInput(order, { price, amount });
  const amend = useMutation(
    api.orders.amend.mutationOptions({
      onSuccess: (changed) => {
        applyEvents(queryClient, [{ topic: 'order', order: changed }]);
        announce('polite', `Order amended: ${changed.amount} at ${changed.price ?? 'market'}`);
        if (changed.id !== order.id) onReplaced(changed.id);
        onDone();
      },
      onError: (error) => showError('The order was not amended', error),
    }),
  );
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reading.ok && !amend.isPending) amend.mutate({ id: order.id, ...reading.change });
  };
  return (
    <form
      className={css.form}
      onSubmit={onSubmit}
      onKeyDown={(event) => {
        // Escape leaves the form first, and the order only then.
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onDone();
      }}
      noValidate
      autoComplete="off"
      aria-label="Amend the order"
    >
      <TextInput
        size="xs"
        label={`Price, ${quote}`}
        inputMode="decimal"
        value={price}
        error={tried && !reading.ok ? reading.errors.price : undefined}
        onChange={(event) => setPrice(event.currentTarget.value)}
        autoFocus
      />
      <TextInput
        size="xs"
        label={`Size in total, ${base}`}
        inputMode="decimal"
        value={amount}
        error={tried && !reading.ok ? reading.errors.amount : undefined}
        onChange={(event) => setAmount(event.currentTarget.value)}
      />
      <p className={css.hint}>
        {tried && !reading.ok && reading.errors.form
          ? reading.errors.form
          : 'Where the exchange cannot change an order in place, it is cancelled, that is confirmed, and what is left of it is placed anew.'}
      </p>
      <div className={css.buttons}>
        <Button size="xs" variant="subtle" onClick={onDone}>
          Keep as it is
        </Button>
        <Button size="xs" type="submit" variant="filled" loading={amend.isPending}>
          Change the order
        </Button>
      </div>
    </form>
  );
}
