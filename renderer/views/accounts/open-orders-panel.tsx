import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../state/api.ts';
import { openView } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Num } from '../../widgets/money.tsx';
import { OrderStatusChip } from '../../widgets/order-status-chip.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Time } from '../../widgets/time.tsx';
import css from './account-detail.module.css';
import { CancelAllControl } from './cancel-all-control.tsx';

/** The orders of one account that are not settled. */
export function OpenOrdersPanel({ name }: { name: string }) {
  const { data, error, refetch } = useQuery(
    api.orders.list.queryOptions({ limit: 200, account_name: name, status: 'unsettled' }),
  );
  return (
    <Panel
      title="Open orders"
      note={data?.orders.length}
      actions={
        <>
          <CancelAllControl name={name} count={data?.orders.length ?? 0} />
          <Button size="xs" onClick={() => openView('orders')}>
            All orders
          </Button>
        </>
      }
      className={css.panel}
    >
      {error && !data ? (
        <ErrorState
          title="Orders could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : !data ? (
        <div className={css.bones} aria-busy="true" aria-label="Loading orders">
          <Skeleton width="100%" height={16} />
          <Skeleton width="100%" height={16} />
        </div>
      ) : data.orders.length === 0 ? (
        <EmptyState title="No open order" />
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label="Open orders">
          <table className={cx(css.table, css.openOrders)} aria-label="Open orders">
            <thead>
              <tr>
                <th scope="col">Time UTC</th>
                <th scope="col" className={css.left}>
                  Symbol
                </th>
                <th scope="col" className={css.left}>
                  Side
                </th>
                <th scope="col">Amount</th>
                <th scope="col">Price</th>
                <th scope="col" className={css.left}>
                  Status
                </th>
              </tr>
            </thead>
            <tbody>
              {data.orders.map((order) => (
                <tr key={order.id}>
                  <td className={css.left}>
                    <Time at={order.created_at} ms={false} />
                  </td>
                  <td className={css.left}>{order.symbol}</td>
                  <td className={css.left}>
                    <SideTag side={order.side} />
                  </td>
                  <td>
                    <Num value={order.amount} />
                  </td>
                  <td>{order.price === null ? 'market' : <Num value={order.price} />}</td>
                  <td className={css.left}>
                    <OrderStatusChip status={order.status} cancelRequested={order.cancel_requested} bare />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
