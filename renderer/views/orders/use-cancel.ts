import { useMutation } from '@tanstack/react-query';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { applyEvents } from '../../state/apply-events.ts';
import { showError } from '../../state/show-error.ts';

/** Asks the engine to cancel one order. What became of it comes with the order's own events. */
export function useCancel() {
  return useMutation(
    api.orders.cancel.mutationOptions({
      onSuccess: (order) => {
        applyEvents(queryClient, [{ topic: 'order', order }]);
        announce('polite', `Cancel sent for ${order.symbol} on ${order.account_name}`);
      },
      onError: (error) => showError('The order was not cancelled', error),
    }),
  );
}
