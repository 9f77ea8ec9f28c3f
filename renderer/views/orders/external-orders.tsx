import { IconWorld } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExternalOrderDocument } from '../../../shared/schema/order.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { showError } from '../../state/show-error.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Num } from '../../widgets/money.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Age } from '../../widgets/time.tsx';
import cancelCss from './cancel-control.module.css';
import css from './external-orders.module.css';

/** Orders that rest at the exchanges and were not placed here. Shown so that nobody forgets them; never touched unasked. */
export function ExternalOrders({ accountName }: { accountName: string | null }) {
  const { data, error, refetch } = useQuery(api.orders.external.queryOptions({ account_name: accountName }));
  if (error && !data) {
    return (
      <ErrorState
        title="External orders could not be read"
        error={error}
        action={{ label: 'Try again', onClick: () => void refetch() }}
      />
    );
  }
  if (!data) return <Skeleton width="100%" height={120} />;
  if (data.length === 0) {
    return (
      <EmptyState icon={IconWorld} title="No external order">
        An order that rests at an exchange and was not placed by this console would stand here. It is never adopted and
        never cancelled unless you ask for exactly that.
      </EmptyState>
    );
  }
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label="External orders">
      <table className={css.table} aria-label="External orders">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Mode</th>
            <th scope="col">Symbol</th>
            <th scope="col">Side</th>
            <th scope="col">Type</th>
            <th scope="col" className={css.right}>
              Size
            </th>
            <th scope="col" className={css.right}>
              Price
            </th>
            <th scope="col" className={css.right}>
              Filled
            </th>
            <th scope="col">Exchange’s id</th>
            <th scope="col">Seen</th>
            <th scope="col">
              <span className="sr-only">Cancel</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map((order) => (
            <Row key={`${order.account_name} ${order.venue_order_id}`} order={order} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ order }: { order: ExternalOrderDocument }) {
  return (
    <tr>
      <th scope="row" className="num">
        {order.account_name}
      </th>
      <td>
        <span className={css.badges}>
          <ModeBadge mode="real" testnet={order.testnet} dense />
          <span className={css.external}>EXTERNAL</span>
        </span>
      </td>
      <td className="num">{order.symbol}</td>
      <td>
        <SideTag side={order.side} />
      </td>
      <td>{order.type}</td>
      <td className={css.right}>
        <Num value={order.amount} />
      </td>
      <td className={css.right}>{order.price === null ? 'market' : <Num value={order.price} />}</td>
      <td className={css.right}>
        <Num value={order.filled} />
      </td>
      <td className="num">{order.venue_order_id}</td>
      <td>
        <Age at={order.seen_at} /> ago
      </td>
      <td>
        <CancelExternal order={order} />
      </td>
    </tr>
  );
}

function CancelExternal({ order }: { order: ExternalOrderDocument }) {
  const [asking, setAsking] = useState(false);
  const cancel = useMutation(
    api.orders.cancelExternal.mutationOptions({
      onSuccess: (result) => {
        if (result.error) showError('The external order was not cancelled', result.error);
        else announce('polite', `Cancel sent for external order ${order.venue_order_id}`);
      },
      onError: (error) => showError('The external order was not cancelled', error),
      onSettled: () => void queryClient.invalidateQueries({ queryKey: api.orders.external.pathKey() }),
    }),
  );
  if (cancel.isPending) return <span className={cancelCss.reason}>sent</span>;
  if (!asking) {
    return (
      <button
        type="button"
        className={cancelCss.cancel}
        aria-label={`Cancel external order ${order.venue_order_id}`}
        onClick={() => setAsking(true)}
      >
        Cancel
      </button>
    );
  }
  return (
    <span className={cancelCss.ask} role="group" aria-label={`Cancel external order ${order.venue_order_id}?`}>
      <span className={cancelCss.question}>Not placed here. Cancel?</span>
      <button
        type="button"
        className={cancelCss.yes}
        onClick={() => {
          setAsking(false);
          cancel.mutate({ account_name: order.account_name, venue_order_id: order.venue_order_id });
        }}
      >
        Yes
      </button>
      <button type="button" className={cancelCss.cancel} autoFocus onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}
