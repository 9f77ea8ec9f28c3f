import { Button } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ExternalOrderDocument } from '../../../shared/schema/order.ts';
import { api } from '../../state/api.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Num } from '../../widgets/money.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Age, Time } from '../../widgets/time.tsx';
import { CancelExternal } from './cancel-external.tsx';
import css from './external-orders.module.css';
import { isShownExternal } from './blotter-filter.ts';
import type { BlotterFilter } from './blotter-filter.ts';

interface ExternalOrdersProps {
  filter: BlotterFilter;
  onClear: () => void;
}

/** Orders that rest at the exchanges and were not placed here. Shown so that nobody forgets them; never touched unasked. */
export function ExternalOrders({ filter, onClear }: ExternalOrdersProps) {
  const { data, error, refetch } = useQuery(api.orders.external.queryOptions({ account_name: filter.account_name }));
  if (error && !data) {
    return (
      <ErrorState
        title="External orders could not be read"
        error={error}
        action={{ label: 'Try again', onClick: () => void refetch() }}
      />
    );
  }
  if (!data) {
    return (
      <div className={css.bones} aria-busy="true" aria-label="Loading external orders">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} width="100%" height={17} />
        ))}
      </div>
    );
  }
  const shown = data.filter((order) => isShownExternal(order, filter));
  if (data.length > 0 && shown.length === 0) {
    return (
      <EmptyState
        icon={IconWorld}
        title="No order matches the filter"
        action={<Button onClick={onClear}>Clear the filter</Button>}
      />
    );
  }
  if (data.length === 0) {
    return (
      <EmptyState icon={IconWorld} title="No external order">
        What rests at an exchange and was not placed by this console would stand here. It is never adopted, and never
        cancelled unless you ask for exactly that.
      </EmptyState>
    );
  }
  return (
    <>
      <p className={css.note}>
        Resting at the exchange, and not placed by this console. Never adopted, and cancelled only where you ask for it
        here.
      </p>
      <div className={css.scroll} tabIndex={0} role="group" aria-label="External orders">
        <table className={css.table} aria-label="External orders">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Symbol</th>
              <th scope="col">Side</th>
              <th scope="col">Type</th>
              <th scope="col" className={css.right}>
                Amount
              </th>
              <th scope="col" className={css.right}>
                Price
              </th>
              <th scope="col" className={css.right}>
                Filled
              </th>
              <th scope="col">Id at the exchange</th>
              <th scope="col">Placed, UTC</th>
              <th scope="col">Seen</th>
              <th scope="col">
                <span className="sr-only">Cancel</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((order) => (
              <Row key={`${order.account_name} ${order.venue_order_id}`} order={order} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ order }: { order: ExternalOrderDocument }) {
  return (
    <tr>
      <th scope="row">
        <span className={css.account}>
          <span className="num">{order.account_name}</span>
          <ModeBadge mode="real" testnet={order.testnet} dense />
          <span className={css.external}>EXTERNAL</span>
        </span>
      </th>
      <td>{order.symbol}</td>
      <td>
        <SideTag side={order.side} />
      </td>
      <td className={css.type}>{order.type}</td>
      <td className={css.right}>
        <Num value={order.amount} />
      </td>
      <td className={css.right}>{order.price === null ? 'market' : <Num value={order.price} />}</td>
      <td className={css.right}>
        <Num value={order.filled} />
      </td>
      <td className="num">{order.venue_order_id}</td>
      <td>
        <Time at={order.created_at} ms={false} className={css.dim} />
      </td>
      <td className={css.dim}>
        <Age at={order.seen_at} /> ago
      </td>
      <td className={css.right}>
        <CancelExternal order={order} />
      </td>
    </tr>
  );
}
