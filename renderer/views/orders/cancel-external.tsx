import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExternalOrderDocument } from '../../../shared/schema/order.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { showError } from '../../state/show-error.ts';
import css from './cancel-control.module.css';
import { Floating } from './floating.tsx';

/** Cancels an order that was not placed here, by its name at the exchange and after a question. */
export function CancelExternal({ order }: { order: ExternalOrderDocument }) {
  const [asking, setAsking] = useState(false);
  const { account_name, venue_order_id } = order;
  const cancel = useMutation(
    api.orders.cancelExternal.mutationOptions({
      onSuccess: (result) => {
        if (result.error) showError('The external order was not cancelled', result.error);
        else announce('polite', `External order ${venue_order_id} cancelled`);
      },
      onError: (error) => showError('The external order was not cancelled', error),
      onSettled: () => queryClient.invalidateQueries({ queryKey: api.orders.external.pathKey() }),
    }),
  );
  if (cancel.isPending) return <span className={css.reason}>sent</span>;
  if (!asking) {
    return (
      <button
        type="button"
        className={css.cancel}
        aria-label={`Cancel external order ${venue_order_id}`}
        onClick={() => setAsking(true)}
      >
        Cancel
      </button>
    );
  }
  const keep = (): void => setAsking(false);
  return (
    <Floating onClose={keep}>
      <span className={css.ask} role="group" aria-label={`Cancel external order ${venue_order_id}?`}>
        <span className={css.question}>Not placed here. Cancel it all the same?</span>
        <button
          type="button"
          className={css.yes}
          onClick={() => {
            keep();
            cancel.mutate({ account_name, venue_order_id });
          }}
        >
          Yes
        </button>
        <button type="button" className={css.cancel} autoFocus data-safe onClick={keep}>
          Keep
        </button>
      </span>
    </Floating>
  );
}
