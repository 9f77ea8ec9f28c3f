import type { FillDocument, OrderDocument } from '../../../shared/schema/order.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { Money, Num } from '../../widgets/money.tsx';
import { Time } from '../../widgets/time.tsx';
import css from './order-drawer.module.css';

/** The fills that the exchange reported for an order. */
export function FillsTable({ order, fills }: { order: OrderDocument; fills: readonly FillDocument[] }) {
  if (fills.length === 0) {
    return (
      <EmptyState title="Nothing was filled yet">
        {order.status === 'unknown'
          ? 'Whether something was filled shows when the order is found.'
          : 'Fills appear here as the exchange reports them.'}
      </EmptyState>
    );
  }
  return (
    <table className={css.fills} aria-label="Fills">
      <thead>
        <tr>
          <th scope="col">Time UTC</th>
          <th scope="col">Price</th>
          <th scope="col">Amount</th>
          <th scope="col">Fee</th>
          <th scope="col">Liquidity</th>
        </tr>
      </thead>
      <tbody>
        {fills.map((fill) => (
          <tr key={fill.trade_id}>
            <td>
              <Time at={fill.at} ms={false} />
            </td>
            <td>
              <Num value={fill.price} />
            </td>
            <td>
              <Num value={fill.amount} />
            </td>
            <td>
              <Money value={fill.fee} unit={fill.fee === null ? null : fill.fee_asset} />
            </td>
            <td>{fill.liquidity ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
