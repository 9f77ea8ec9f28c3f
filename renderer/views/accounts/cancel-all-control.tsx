import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { isFinal } from '../../../shared/orders/transitions.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { showError } from '../../state/show-error.ts';
import cancelCss from '../orders/cancel-control.module.css';

/** Cancels every order of this account that was placed here; external ones rest on. */
export function CancelAllControl({ name, count }: { name: string; count: number }) {
  const [asking, setAsking] = useState(false);
  const cancel = useMutation(
    api.orders.cancelAll.mutationOptions({
      onSuccess: ({ results }) => {
        const refused = results.find((result) => result.error);
        if (refused?.error) showError(`Not every order of ${name} was cancelled`, refused.error);
        const left = results.filter((result) => result.status !== 'gone' && !isFinal(result.status)).length;
        announce(
          'assertive',
          left === 0 ? `Orders of ${name} cancelled` : `${left} orders of ${name} are not settled yet`,
        );
      },
      onError: (error) => showError(`The orders of ${name} were not cancelled`, error),
      onSettled: () => {
        setAsking(false);
        void queryClient.invalidateQueries({ queryKey: api.orders.list.pathKey() });
      },
    }),
  );
  if (count === 0) return null;
  if (!asking) {
    return (
      <Button size="xs" onClick={() => setAsking(true)}>
        Cancel all
      </Button>
    );
  }
  return (
    <span className={cancelCss.ask} role="group" aria-label={`Cancel all orders of ${name}?`}>
      <span className={cancelCss.question}>Cancel {count === 1 ? 'the order' : `all ${count}`}?</span>
      <button
        type="button"
        className={cancelCss.yes}
        disabled={cancel.isPending}
        onClick={() => cancel.mutate({ account_name: name })}
      >
        Yes
      </button>
      <button type="button" className={cancelCss.cancel} autoFocus onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}
